/* A delegate library for the tests, with the two functions that TensorFlow Lite's external delegates have. What it does is an option:
 *   mode=idle     a delegate that claims nothing
 *   mode=fill     claims the last node of the graph and fills its outputs with the byte `value`
 *   mode=refuse   no delegate; says why through report_error
 *   mode=mute     no delegate, and not a word
 *   mode=reject   a delegate that refuses every model, with TensorFlow Lite's error reporter
 *   mode=crash    a delegate that ends the process while it prepares
 *   log=FILE      appends a line when the delegate is made, and one when it is destroyed
 * Compiled as it is: the structures are declared here as far as they are touched, in the layout of TensorFlow Lite 2.21. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, ERROR = 1 };

typedef struct { int size; int data[]; } IntArray;

typedef struct {
    int type;
    void *data;
    IntArray *dims;
    struct { float scale; int32_t zero_point; } params;
    int allocation_type;
    size_t bytes;
    const void *allocation;
    const char *name;
    struct Delegate *delegate;
    int buffer_handle;
    _Bool data_is_stale, is_variable;
    struct { int type; void *params; } quantization;
    void *sparsity;
    const IntArray *dims_signature;
} Tensor;

typedef struct { IntArray *inputs, *outputs; } Node;

typedef struct Context Context;

typedef struct {
    void *(*init)(Context *, const char *, size_t);
    void (*free)(Context *, void *);
    int (*prepare)(Context *, Node *);
    int (*invoke)(Context *, Node *);
    const char *(*profiling_string)(const Context *, const Node *);
    int32_t builtin_code;
    const char *custom_name;
    int version;
    void *registration_external;
    void *(*async_kernel)(Context *, Node *);
    uint64_t inplace_operator;
} Registration;

typedef struct Delegate {
    void *data;
    int (*prepare)(Context *, struct Delegate *);
    void *copy_from_buffer_handle, *copy_to_buffer_handle, *free_buffer_handle;
    int64_t flags;
    void *opaque_delegate_builder;
} Delegate;

struct Context {
    size_t tensors_size;
    int (*get_execution_plan)(Context *, IntArray **);
    Tensor *tensors;
    void *impl;
    int (*resize_tensor)(Context *, Tensor *, IntArray *);
    void (*report_error)(Context *, const char *, ...);
    int (*add_tensors)(Context *, int, int *);
    int (*get_node_and_registration)(Context *, int, Node **, Registration **);
    int (*replace_nodes)(Context *, Registration, const IntArray *, Delegate *);
};

typedef struct { Delegate delegate; int value; char mode[16], log[4096]; } Plugin;

static void say(const Plugin *plugin, const char *what) {
    if (plugin->log[0]) {
        FILE *log = fopen(plugin->log, "a");
        fprintf(log, "%s\n", what);
        fclose(log);
    }
}

/* The kernel that runs in the place of the claimed node. Its user data is the plugin. */
static void *kernel_init(Context *context, const char *parameters, size_t length) {
    (void)context, (void)length;
    return *(Delegate **)parameters;
}

static int kernel_prepare(Context *context, Node *node) {
    (void)context, (void)node;
    return OK;
}

static int kernel_invoke(Context *context, Node *node) {
    Plugin *plugin = ((void **)node)[4];
    for (int i = 0; i < node->outputs->size; i++) {
        Tensor *tensor = &context->tensors[node->outputs->data[i]];
        memset(tensor->data, plugin->value, tensor->bytes);
    }
    return OK;
}

static int prepare(Context *context, Delegate *delegate) {
    Plugin *plugin = (Plugin *)delegate;
    if (!strcmp(plugin->mode, "crash")) abort();
    if (!strcmp(plugin->mode, "reject")) {
        context->report_error(context, "the test plugin supports none of these %d tensors", (int)context->tensors_size);
        return ERROR;
    }
    if (strcmp(plugin->mode, "fill")) return OK;
    IntArray *plan;
    if (context->get_execution_plan(context, &plan) != OK) return ERROR;
    struct { int size, node; } last = {1, plan->data[plan->size - 1]};
    Registration kernel = {.init = kernel_init, .prepare = kernel_prepare, .invoke = kernel_invoke, .builtin_code = 51 /* delegate */,
                           .custom_name = "TestPlugin", .version = 1};
    return context->replace_nodes(context, kernel, (const IntArray *)&last, delegate);
}

Delegate *tflite_plugin_create_delegate(char **keys, char **values, size_t options, void (*report_error)(const char *)) {
    Plugin *plugin = calloc(1, sizeof *plugin);
    for (size_t i = 0; i < options; i++) {
        if (!strcmp(keys[i], "mode")) snprintf(plugin->mode, sizeof plugin->mode, "%s", values[i]);
        if (!strcmp(keys[i], "value")) plugin->value = atoi(values[i]);
        if (!strcmp(keys[i], "log")) snprintf(plugin->log, sizeof plugin->log, "%s", values[i]);
    }
    if (!strcmp(plugin->mode, "refuse") || !strcmp(plugin->mode, "mute")) {
        if (plugin->mode[0] == 'r') report_error("no such device on this bus");
        free(plugin);
        return NULL;
    }
    plugin->delegate.prepare = prepare;
    say(plugin, "made");
    return &plugin->delegate;
}

void tflite_plugin_destroy_delegate(Delegate *delegate) {
    if (delegate) {
        say((Plugin *)delegate, "destroyed");
        free(delegate);
    }
}
