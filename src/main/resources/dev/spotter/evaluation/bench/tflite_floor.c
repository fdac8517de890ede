/* The floor of `java-over-c`: the loop of the benchmark over TensorFlow Lite's C API, in C. `spotter bench` compiles this with `cc` and
 * calls it on the thread that runs the Java loop, so that both loops see the same library, thread, core and moment. Everything that
 * it measures is made here, in C: model, interpreter, XNNPACK delegate, and the buffers that are copied in and out. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Only the first field is touched; the rest is room for what the library writes. */
typedef struct { int32_t num_threads; char rest[508]; } XnnpackOptions;

typedef struct {
    void *interpreter, *options, *delegate, *model, *input, *output, *frame, *answer;
    size_t input_bytes, output_bytes;
    int (*invoke)(void *);
    void (*interpreter_delete)(void *), (*options_delete)(void *), (*delegate_delete)(void *), (*model_delete)(void *);
} Floor;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* The frame's bytes count from 0 to 250, over and over. */
static void map_tensors(Floor *floor, void *lite) {
    void *(*input_tensor)(const void *, int32_t) = dlsym(lite, "TfLiteInterpreterGetInputTensor");
    void *(*output_tensor)(const void *, int32_t) = dlsym(lite, "TfLiteInterpreterGetOutputTensor");
    size_t (*tensor_bytes)(const void *) = dlsym(lite, "TfLiteTensorByteSize");
    void *(*tensor_data)(const void *) = dlsym(lite, "TfLiteTensorData");
    void *input = input_tensor(floor->interpreter, 0), *output = output_tensor(floor->interpreter, 0);
    floor->input = tensor_data(input);
    floor->output = tensor_data(output);
    floor->input_bytes = tensor_bytes(input);
    floor->output_bytes = tensor_bytes(output);
    floor->frame = malloc(floor->input_bytes);
    floor->answer = malloc(floor->output_bytes);
    for (size_t i = 0; i < floor->input_bytes; i++) ((unsigned char *)floor->frame)[i] = i % 251;
}

/* The loop's state, or null if anything fails. */
void *floor_open(const char *library, const char *model_file, int32_t threads) {
    void *lite = dlopen(library, RTLD_NOW);
    if (!lite) return NULL;
    void *(*model_create)(const char *) = dlsym(lite, "TfLiteModelCreateFromFile");
    void *(*options_create)(void) = dlsym(lite, "TfLiteInterpreterOptionsCreate");
    void (*set_threads)(void *, int32_t) = dlsym(lite, "TfLiteInterpreterOptionsSetNumThreads");
    void (*add_delegate)(void *, void *) = dlsym(lite, "TfLiteInterpreterOptionsAddDelegate");
    XnnpackOptions (*xnnpack_options)(void) = dlsym(lite, "TfLiteXNNPackDelegateOptionsDefault");
    void *(*xnnpack_create)(const XnnpackOptions *) = dlsym(lite, "TfLiteXNNPackDelegateCreate");
    void *(*interpreter_create)(const void *, const void *) = dlsym(lite, "TfLiteInterpreterCreate");
    int (*allocate)(void *) = dlsym(lite, "TfLiteInterpreterAllocateTensors");
    Floor *floor = calloc(1, sizeof *floor);
    floor->invoke = (int (*)(void *))dlsym(lite, "TfLiteInterpreterInvoke");
    floor->interpreter_delete = (void (*)(void *))dlsym(lite, "TfLiteInterpreterDelete");
    floor->options_delete = (void (*)(void *))dlsym(lite, "TfLiteInterpreterOptionsDelete");
    floor->delegate_delete = (void (*)(void *))dlsym(lite, "TfLiteXNNPackDelegateDelete");
    floor->model_delete = (void (*)(void *))dlsym(lite, "TfLiteModelDelete");

    floor->model = model_create(model_file);
    if (!floor->model) return NULL;
    floor->options = options_create();
    set_threads(floor->options, threads);
    XnnpackOptions xnnpack = xnnpack_options();
    xnnpack.num_threads = threads;
    floor->delegate = xnnpack_create(&xnnpack);
    add_delegate(floor->options, floor->delegate);
    floor->interpreter = interpreter_create(floor->model, floor->options);
    if (!floor->interpreter || allocate(floor->interpreter)) return NULL;
    map_tensors(floor, lite);
    return floor;
}

/* The same on an interpreter that is somebody else's, who must not use it meanwhile. What its input holds is overwritten. */
void *floor_borrow(const char *library, void *interpreter) {
    void *lite = dlopen(library, RTLD_NOW);
    Floor *floor = calloc(1, sizeof *floor);
    floor->invoke = (int (*)(void *))dlsym(lite, "TfLiteInterpreterInvoke");
    floor->interpreter = interpreter;
    map_tensors(floor, lite);
    return floor;
}

/* Nanoseconds of this thread's processor time for so many inferences; negative if one failed. */
int64_t floor_round(Floor *floor, int64_t inferences) {
    int64_t begin = now();
    for (int64_t i = 0; i < inferences; i++) {
        memcpy(floor->input, floor->frame, floor->input_bytes);
        if (floor->invoke(floor->interpreter)) return -1;
        memcpy(floor->answer, floor->output, floor->output_bytes);
    }
    return now() - begin;
}

/* The last answer, for the benchmark to compare with its own. */
const void *floor_answer(const Floor *floor) { return floor->answer; }

int64_t floor_answer_bytes(const Floor *floor) { return floor->output_bytes; }

/* A borrowed interpreter stays. */
void floor_close(Floor *floor) {
    if (floor->model) {
        floor->interpreter_delete(floor->interpreter);
        floor->delegate_delete(floor->delegate);
        floor->options_delete(floor->options);
        floor->model_delete(floor->model);
    }
    free(floor->frame);
    free(floor->answer);
    free(floor);
}

/* The floor of `ensemble.<task>.over-c`: the interpreters that the ensemble's members have, invoked one after another on what their
 * inputs hold. */
typedef struct { int (*invoke)(void *); int32_t count; void *interpreters[]; } InPlace;

void *floor_in_place_open(const char *library, void *const *interpreters, int32_t count) {
    void *lite = dlopen(library, RTLD_NOW);
    InPlace *loop = malloc(sizeof *loop + count * sizeof *interpreters);
    loop->invoke = (int (*)(void *))dlsym(lite, "TfLiteInterpreterInvoke");
    loop->count = count;
    memcpy(loop->interpreters, interpreters, count * sizeof *interpreters);
    return loop;
}

int64_t floor_in_place_round(InPlace *loop, int64_t times) {
    int64_t begin = now();
    for (int64_t i = 0; i < times; i++)
        for (int32_t member = 0; member < loop->count; member++)
            if (loop->invoke(loop->interpreters[member])) return -1;
    return now() - begin;
}

void floor_in_place_close(InPlace *loop) { free(loop); }
