/* Include/cpython/code.h, Include/internal/pycore_code.h */
typedef struct {
    PyObject *_co_code;
    PyObject *_co_varnames;
    PyObject *_co_cellvars;
    PyObject *_co_freevars;
} _PyCoCached;

typedef struct {
    PyVarObject ob_base;
    PyObject *co_consts;
    PyObject *co_names;
    PyObject *co_exceptiontable;
    int co_flags;
    int co_argcount;
    int co_posonlyargcount;
    int co_kwonlyargcount;
    int co_stacksize;
    int co_firstlineno;
    int co_nlocalsplus;
    int co_framesize;
    int co_nlocals;
    int co_ncellvars;
    int co_nfreevars;
    uint32_t co_version;
    PyObject *co_localsplusnames;
    PyObject *co_localspluskinds;
    PyObject *co_filename;
    PyObject *co_name;
    PyObject *co_qualname;
    PyObject *co_linetable;
    PyObject *co_weakreflist;
    void *co_executors;
    _PyCoCached *_co_cached;
    uintptr_t _co_instrumentation_version;
    void *_co_monitoring;
    int _co_firsttraceable;
    void *co_extra;
    char co_code_adaptive[1];
} PyCodeObject;

typedef struct {
    uint8_t tools[10];
} _Py_LocalMonitors;

typedef struct {
    _Py_LocalMonitors local_monitors;
    _Py_LocalMonitors active_monitors;
    uint8_t *tools;
    void *lines;
    uint8_t *line_tools;
} _PyCoMonitoringData;

/* Include/cpython/monitoring.h */
#define PY_MONITORING_EVENT_PY_RETURN 2
#define PY_MONITORING_EVENT_LINE 5
#define PY_MONITORING_EVENT_INSTRUCTION 6

#define CO_OPTIMIZED 0x1
#define CO_NEWLOCALS 0x2
#define CO_NO_MONITORING_EVENTS 0x2000000
#define CO_VARARGS 0x4
#define CO_VARKEYWORDS 0x8
#define CO_NESTED 0x10
#define CO_GENERATOR 0x20
#define CO_COROUTINE 0x80
#define CO_ITERABLE_COROUTINE 0x100
#define CO_ASYNC_GENERATOR 0x200
#define CO_FAST_HIDDEN 0x10
#define CO_FAST_LOCAL 0x20
#define CO_FAST_CELL 0x40
#define CO_FAST_FREE 0x80

/* Include/internal/pycore_frame.h */
typedef struct _PyInterpreterFrame {
    PyObject *f_executable;
    struct _PyInterpreterFrame *previous;
    PyObject *f_funcobj;
    PyObject *f_globals;
    PyObject *f_builtins;
    PyObject *f_locals;
    PyFrameObject *frame_obj;
    void *instr_ptr;
    int stacktop;
    uint16_t return_offset;
    char owner;
    PyObject *localsplus[1];
} _PyInterpreterFrame;

struct _frame {
    PyObject ob_base;
    PyFrameObject *f_back;
    struct _PyInterpreterFrame *f_frame;
    PyObject *f_trace;
    int f_lineno;
    char f_trace_lines;
    char f_trace_opcodes;
    PyObject *f_extra_locals;
    PyObject *f_locals_cache;
    PyObject *_f_frame_data[1];
};

enum _frameowner {
    FRAME_OWNED_BY_THREAD = 0,
    FRAME_OWNED_BY_GENERATOR = 1,
    FRAME_OWNED_BY_FRAME_OBJECT = 2,
    FRAME_OWNED_BY_CSTACK = 3
};

typedef enum _framestate {
    FRAME_CREATED = -3,
    FRAME_SUSPENDED = -2,
    FRAME_SUSPENDED_YIELD_FROM = -1,
    FRAME_EXECUTING = 0,
    FRAME_COMPLETED = 1,
    FRAME_CLEARED = 4
} PyFrameState;

/* Include/cpython/pystate.h; `_status` is a bit field there */
typedef struct _err_stackitem {
    PyObject *exc_value;
    struct _err_stackitem *previous_item;
} _PyErr_StackItem;

typedef struct _stack_chunk {
    struct _stack_chunk *previous;
    size_t size;
    size_t top;
    PyObject *data[1];
} _PyStackChunk;

struct _ts {
    PyThreadState *prev;
    PyThreadState *next;
    PyInterpreterState *interp;
    uintptr_t eval_breaker;
    uint32_t _status;
    int _whence;
    int state;
    int py_recursion_remaining;
    int py_recursion_limit;
    int c_recursion_remaining;
    int recursion_headroom;
    int tracing;
    int what_event;
    struct _PyInterpreterFrame *current_frame;
    void *c_profilefunc;
    void *c_tracefunc;
    PyObject *c_profileobj;
    PyObject *c_traceobj;
    PyObject *current_exception;
    _PyErr_StackItem *exc_info;
    PyObject *dict;
    int gilstate_counter;
    PyObject *async_exc;
    unsigned long thread_id;
    unsigned long native_thread_id;
    PyObject *delete_later;
    uintptr_t critical_section;
    int coroutine_origin_tracking_depth;
    PyObject *async_gen_firstiter;
    PyObject *async_gen_finalizer;
    PyObject *context;
    uint64_t context_ver;
    uint64_t id;
    _PyStackChunk *datastack_chunk;
    PyObject **datastack_top;
    PyObject **datastack_limit;
    _PyErr_StackItem exc_state;
    PyObject *previous_executor;
};

/* Include/internal/pycore_runtime.h: _PyRuntime from the head of its interpreters on, whose place its debug offsets tell */
typedef struct {
    PyInterpreterState *head;
    PyInterpreterState *main;
    int64_t next_id;
    unsigned long main_thread;
    PyThreadState *main_tstate;
} _PyRuntimeInterpreters;

/* Include/internal/pycore_gc.h: the collector of an interpreter, whose place the debug offsets tell, up to its youngest generation */
typedef struct {
    PyObject *trash_delete_later;
    int trash_delete_nesting;
    int enabled;
    int debug;
    PyGC_Head head;
    int threshold;
    int count;
} _gc_runtime_state;

/* Include/cpython/genobject.h */
typedef struct {
    PyObject ob_base;
    PyObject *gi_weakreflist;
    PyObject *gi_name;
    PyObject *gi_qualname;
    _PyErr_StackItem gi_exc_state;
    PyObject *gi_origin_or_finalizer;
    char gi_hooks_inited;
    char gi_closed;
    char gi_running_async;
    int8_t gi_frame_state;
    PyObject *gi_iframe[1];
} PyGenObject;

/* Include/internal/pycore_ceval.h: the low byte of tstate->eval_breaker; the rest is the version of the instrumentation */
#define _PY_GIL_DROP_REQUEST_BIT 0x1
#define _PY_SIGNALS_PENDING_BIT 0x2
#define _PY_CALLS_TO_DO_BIT 0x4
#define _PY_ASYNC_EXCEPTION_BIT 0x8
#define _PY_GC_SCHEDULED_BIT 0x10
#define _PY_EVAL_PLEASE_STOP_BIT 0x20
#define _PY_EVAL_EVENTS_MASK 0xff

/* ours: the object that raises `exception` whatever is asked of it (raiser.py) */
typedef struct {
    PyObject ob_base;
    PyObject *exception;
} Raiser;
