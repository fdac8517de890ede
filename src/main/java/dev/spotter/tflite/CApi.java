package dev.spotter.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;

/** The functions of TensorFlow Lite's C API in one opened library. Nothing here checks anything: pointers must be alive. */
final class CApi {
    static final int OK = 0;
    static final int UNRESOLVED_OPERATORS = 7;

    private final NativeLibrary library;
    private final Path file;

    private final MemorySegment version;
    private final MemorySegment typeName;
    private final MemorySegment modelCreate;
    private final MemorySegment modelDelete;
    private final MemorySegment optionsCreate;
    private final MemorySegment optionsDelete;
    private final MemorySegment optionsSetThreads;
    private final MemorySegment optionsAddDelegate;
    private final MemorySegment optionsSetErrorReporter;
    private final MemorySegment interpreterCreate;
    private final MemorySegment interpreterDelete;
    private final MemorySegment allocateTensors;
    private final MemorySegment invoke;
    private final MemorySegment resetVariables;
    private final MemorySegment resizeInput;
    private final MemorySegment inputCount;
    private final MemorySegment outputCount;
    private final MemorySegment inputIndex;
    private final MemorySegment outputIndex;
    private final MemorySegment tensor;
    private final MemorySegment tensorType;
    private final MemorySegment tensorDimensions;
    private final MemorySegment tensorDimension;
    private final MemorySegment tensorBytes;
    private final MemorySegment tensorData;
    private final MemorySegment tensorName;
    private final MemorySegment tensorQuantization;
    private final MemorySegment tensorAllocation;
    private final MemorySegment tensorIsVariable;
    private final MemorySegment xnnpackOptionsDefault;
    private final MemorySegment xnnpackCreate;
    private final MemorySegment xnnpackDelete;

    CApi(NativeLibrary library, Path file) {
        this.library = library;
        this.file = file;
        version = find("TfLiteVersion");
        typeName = find("TfLiteTypeGetName");
        modelCreate = find("TfLiteModelCreateWithErrorReporter");
        modelDelete = find("TfLiteModelDelete");
        optionsCreate = find("TfLiteInterpreterOptionsCreate");
        optionsDelete = find("TfLiteInterpreterOptionsDelete");
        optionsSetThreads = find("TfLiteInterpreterOptionsSetNumThreads");
        optionsAddDelegate = find("TfLiteInterpreterOptionsAddDelegate");
        optionsSetErrorReporter = find("TfLiteInterpreterOptionsSetErrorReporter");
        interpreterCreate = find("TfLiteInterpreterCreate");
        interpreterDelete = find("TfLiteInterpreterDelete");
        allocateTensors = find("TfLiteInterpreterAllocateTensors");
        invoke = find("TfLiteInterpreterInvoke");
        resetVariables = find("TfLiteInterpreterResetVariableTensors");
        resizeInput = find("TfLiteInterpreterResizeInputTensor");
        inputCount = find("TfLiteInterpreterGetInputTensorCount");
        outputCount = find("TfLiteInterpreterGetOutputTensorCount");
        inputIndex = find("TfLiteInterpreterGetInputTensorIndex");
        outputIndex = find("TfLiteInterpreterGetOutputTensorIndex");
        tensor = find("TfLiteInterpreterGetTensor");
        tensorType = find("TfLiteTensorType");
        tensorDimensions = find("TfLiteTensorNumDims");
        tensorDimension = find("TfLiteTensorDim");
        tensorBytes = find("TfLiteTensorByteSize");
        tensorData = find("TfLiteTensorData");
        tensorName = find("TfLiteTensorName");
        tensorQuantization = find("TfLiteOpaqueTensorGetQuantization");
        tensorAllocation = find("TfLiteOpaqueTensorGetAllocationType");
        tensorIsVariable = find("TfLiteOpaqueTensorIsVariable");
        xnnpackOptionsDefault = find("TfLiteXNNPackDelegateOptionsDefault");
        xnnpackCreate = find("TfLiteXNNPackDelegateCreate");
        xnnpackDelete = find("TfLiteXNNPackDelegateDelete");
    }

    String version() {
        return SystemLibrary.text(Downcall.pointer(version));
    }

    String typeName(int type) {
        return SystemLibrary.text(Downcall.pointer(typeName, type));
    }

    /** Verifies, then builds. */
    MemorySegment modelCreate(MemorySegment bytes, MemorySegment reporter) {
        return Downcall.pointer(modelCreate, bytes, bytes.byteSize(), reporter, MemorySegment.NULL);
    }

    void modelDelete(MemorySegment model) {
        Downcall.nothing(modelDelete, model);
    }

    MemorySegment optionsCreate() {
        return Downcall.pointer(optionsCreate);
    }

    void optionsDelete(MemorySegment options) {
        Downcall.nothing(optionsDelete, options);
    }

    void optionsSetThreads(MemorySegment options, int threads) {
        Downcall.nothing(optionsSetThreads, options, threads);
    }

    void optionsAddDelegate(MemorySegment options, MemorySegment delegate) {
        Downcall.nothing(optionsAddDelegate, options, delegate);
    }

    void optionsSetErrorReporter(MemorySegment options, MemorySegment reporter) {
        Downcall.nothing(optionsSetErrorReporter, options, reporter, MemorySegment.NULL);
    }

    MemorySegment interpreterCreate(MemorySegment model, MemorySegment options) {
        return Downcall.pointer(interpreterCreate, model, options);
    }

    void interpreterDelete(MemorySegment interpreter) {
        Downcall.nothing(interpreterDelete, interpreter);
    }

    int allocateTensors(MemorySegment interpreter) {
        return Downcall.integer(allocateTensors, interpreter);
    }

    int invoke(MemorySegment interpreter) {
        return Downcall.integer(invoke, interpreter);
    }

    int resetVariables(MemorySegment interpreter) {
        return Downcall.integer(resetVariables, interpreter);
    }

    int resizeInput(MemorySegment interpreter, int index, MemorySegment shape, int dimensions) {
        return Downcall.integer(resizeInput, interpreter, index, shape, dimensions);
    }

    int inputCount(MemorySegment interpreter) {
        return Downcall.integer(inputCount, interpreter);
    }

    int outputCount(MemorySegment interpreter) {
        return Downcall.integer(outputCount, interpreter);
    }

    int inputIndex(MemorySegment interpreter, int input) {
        return Downcall.integer(inputIndex, interpreter, input);
    }

    int outputIndex(MemorySegment interpreter, int output) {
        return Downcall.integer(outputIndex, interpreter, output);
    }

    /** Any tensor of the main graph; null if there is none of that index. */
    MemorySegment tensor(MemorySegment interpreter, int index) {
        return Downcall.pointer(tensor, interpreter, index);
    }

    int tensorType(MemorySegment tensor) {
        return Downcall.integer(tensorType, tensor);
    }

    int tensorDimensions(MemorySegment tensor) {
        return Downcall.integer(tensorDimensions, tensor);
    }

    int tensorDimension(MemorySegment tensor, int index) {
        return Downcall.integer(tensorDimension, tensor, index);
    }

    long tensorBytes(MemorySegment tensor) {
        return Downcall.size(tensorBytes, tensor);
    }

    MemorySegment tensorData(MemorySegment tensor) {
        return Downcall.pointer(tensorData, tensor);
    }

    String tensorName(MemorySegment tensor) {
        return SystemLibrary.text(Downcall.pointer(tensorName, tensor));
    }

    MemorySegment tensorQuantization(SegmentAllocator into, MemorySegment tensor) {
        return Downcall.quantization(tensorQuantization, into, tensor);
    }

    int tensorAllocation(MemorySegment tensor) {
        return Downcall.integer(tensorAllocation, tensor);
    }

    boolean tensorIsVariable(MemorySegment tensor) {
        return Downcall.integer(tensorIsVariable, tensor) != 0;
    }

    MemorySegment xnnpackOptionsDefault(SegmentAllocator into) {
        return Downcall.xnnpackOptions(xnnpackOptionsDefault, into);
    }

    MemorySegment xnnpackCreate(MemorySegment options) {
        return Downcall.pointer(xnnpackCreate, options);
    }

    void xnnpackDelete(MemorySegment delegate) {
        Downcall.nothing(xnnpackDelete, delegate);
    }

    private MemorySegment find(String name) {
        return library.find(name)
                .orElseThrow(() -> new TfLiteException(
                        TfLiteFailure.LIBRARY_UNUSABLE,
                        file + " has no function " + name
                                + ", so it is no TensorFlow Lite library with the C API and XNNPACK"));
    }
}
