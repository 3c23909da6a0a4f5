typedef ssize_t Py_ssize_t;
typedef ssize_t Py_hash_t;
typedef uint32_t digit;
typedef struct _typeobject PyTypeObject;
typedef struct _longobject PyLongObject;
typedef struct _dictkeysobject PyDictKeysObject;
typedef struct _dictvalues PyDictValues;
typedef struct _frame PyFrameObject;
typedef struct _is PyInterpreterState;
typedef struct _ts PyThreadState;

/* Include/object.h, Include/refcount.h */
typedef struct {
    Py_ssize_t ob_refcnt;
    PyTypeObject *ob_type;
} PyObject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t ob_size;
} PyVarObject;

#define _Py_IMMORTAL_REFCNT 0xffffffff

/* Include/internal/pycore_gc.h: what lies before an object that the garbage collector may track; _gc_next is 0 if it does not */
typedef struct {
    uintptr_t _gc_next;
    uintptr_t _gc_prev;
} PyGC_Head;

#define _Py_TPFLAGS_STATIC_BUILTIN 0x2
#define Py_TPFLAGS_INLINE_VALUES 0x4
#define Py_TPFLAGS_MANAGED_WEAKREF 0x8
#define Py_TPFLAGS_MANAGED_DICT 0x10
#define Py_TPFLAGS_SEQUENCE 0x20
#define Py_TPFLAGS_MAPPING 0x40
#define Py_TPFLAGS_DISALLOW_INSTANTIATION 0x80
#define Py_TPFLAGS_IMMUTABLETYPE 0x100
#define Py_TPFLAGS_HEAPTYPE 0x200
#define Py_TPFLAGS_BASETYPE 0x400
#define Py_TPFLAGS_HAVE_VECTORCALL 0x800
#define Py_TPFLAGS_READY 0x1000
#define Py_TPFLAGS_HAVE_GC 0x4000
#define Py_TPFLAGS_METHOD_DESCRIPTOR 0x20000
#define Py_TPFLAGS_IS_ABSTRACT 0x100000
#define _Py_TPFLAGS_MATCH_SELF 0x400000
#define Py_TPFLAGS_ITEMS_AT_END 0x800000
#define Py_TPFLAGS_LONG_SUBCLASS 0x1000000
#define Py_TPFLAGS_LIST_SUBCLASS 0x2000000
#define Py_TPFLAGS_TUPLE_SUBCLASS 0x4000000
#define Py_TPFLAGS_BYTES_SUBCLASS 0x8000000
#define Py_TPFLAGS_UNICODE_SUBCLASS 0x10000000
#define Py_TPFLAGS_DICT_SUBCLASS 0x20000000
#define Py_TPFLAGS_BASE_EXC_SUBCLASS 0x40000000
#define Py_TPFLAGS_TYPE_SUBCLASS 0x80000000

#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5

/* Include/cpython/object.h */
typedef struct {
    void *nb_add;
    void *nb_subtract;
    void *nb_multiply;
    void *nb_remainder;
    void *nb_divmod;
    void *nb_power;
    void *nb_negative;
    void *nb_positive;
    void *nb_absolute;
    void *nb_bool;
    void *nb_invert;
    void *nb_lshift;
    void *nb_rshift;
    void *nb_and;
    void *nb_xor;
    void *nb_or;
    void *nb_int;
    void *nb_reserved;
    void *nb_float;
    void *nb_inplace_add;
    void *nb_inplace_subtract;
    void *nb_inplace_multiply;
    void *nb_inplace_remainder;
    void *nb_inplace_power;
    void *nb_inplace_lshift;
    void *nb_inplace_rshift;
    void *nb_inplace_and;
    void *nb_inplace_xor;
    void *nb_inplace_or;
    void *nb_floor_divide;
    void *nb_true_divide;
    void *nb_inplace_floor_divide;
    void *nb_inplace_true_divide;
    void *nb_index;
    void *nb_matrix_multiply;
    void *nb_inplace_matrix_multiply;
} PyNumberMethods;

typedef struct {
    void *sq_length;
    void *sq_concat;
    void *sq_repeat;
    void *sq_item;
    void *was_sq_slice;
    void *sq_ass_item;
    void *was_sq_ass_slice;
    void *sq_contains;
    void *sq_inplace_concat;
    void *sq_inplace_repeat;
} PySequenceMethods;

typedef struct {
    void *mp_length;
    void *mp_subscript;
    void *mp_ass_subscript;
} PyMappingMethods;

typedef struct {
    void *am_await;
    void *am_aiter;
    void *am_anext;
    void *am_send;
} PyAsyncMethods;

typedef struct {
    void *bf_getbuffer;
    void *bf_releasebuffer;
} PyBufferProcs;

struct _typeobject {
    PyVarObject ob_base;
    const char *tp_name;
    Py_ssize_t tp_basicsize, tp_itemsize;
    void *tp_dealloc;
    Py_ssize_t tp_vectorcall_offset;
    void *tp_getattr;
    void *tp_setattr;
    PyAsyncMethods *tp_as_async;
    void *tp_repr;
    PyNumberMethods *tp_as_number;
    PySequenceMethods *tp_as_sequence;
    PyMappingMethods *tp_as_mapping;
    void *tp_hash;
    void *tp_call;
    void *tp_str;
    void *tp_getattro;
    void *tp_setattro;
    PyBufferProcs *tp_as_buffer;
    unsigned long tp_flags;
    const char *tp_doc;
    void *tp_traverse;
    void *tp_clear;
    void *tp_richcompare;
    Py_ssize_t tp_weaklistoffset;
    void *tp_iter;
    void *tp_iternext;
    struct PyMethodDef *tp_methods;
    struct PyMemberDef *tp_members;
    struct PyGetSetDef *tp_getset;
    PyTypeObject *tp_base;
    PyObject *tp_dict;
    void *tp_descr_get;
    void *tp_descr_set;
    Py_ssize_t tp_dictoffset;
    void *tp_init;
    void *tp_alloc;
    void *tp_new;
    void *tp_free;
    void *tp_is_gc;
    PyObject *tp_bases;
    PyObject *tp_mro;
    PyObject *tp_cache;
    void *tp_subclasses;
    PyObject *tp_weaklist;
    void *tp_del;
    unsigned int tp_version_tag;
    void *tp_finalize;
    void *tp_vectorcall;
    unsigned char tp_watched;
    uint16_t tp_versions_used;
};

struct _specialization_cache {
    PyObject *getitem;
    uint32_t getitem_version;
    PyObject *init;
};

typedef struct _heaptypeobject {
    PyTypeObject ht_type;
    PyAsyncMethods as_async;
    PyNumberMethods as_number;
    PyMappingMethods as_mapping;
    PySequenceMethods as_sequence;
    PyBufferProcs as_buffer;
    PyObject *ht_name, *ht_slots, *ht_qualname;
    PyDictKeysObject *ht_cached_keys;
    PyObject *ht_module;
    char *_ht_tpname;
    struct _specialization_cache _spec_cache;
} PyHeapTypeObject;

/* Include/internal/pycore_object.h: where the dict and the weakref list of an object with a pre-header lie */
enum { MANAGED_DICT_OFFSET = -24, MANAGED_WEAKREF_OFFSET = -32 };

/* Include/cpython/longintrepr.h, Include/internal/pycore_long.h, pycore_global_objects.h */
typedef struct _PyLongValue {
    uintptr_t lv_tag;
    digit ob_digit[1];
} _PyLongValue;

struct _longobject {
    PyObject ob_base;
    _PyLongValue long_value;
};

#define PyLong_SHIFT 30
#define _PyLong_SIGN_MASK 3
#define _PyLong_NON_SIZE_BITS 3
#define SIGN_POSITIVE 0
#define SIGN_ZERO 1
#define SIGN_NEGATIVE 2
#define _PyLong_COMPACT_LIMIT 16
#define _PY_NSMALLPOSINTS 257
#define _PY_NSMALLNEGINTS 5

/* Include/cpython/floatobject.h, complexobject.h */
typedef struct {
    PyObject ob_base;
    double ob_fval;
} PyFloatObject;

typedef struct {
    double real;
    double imag;
} Py_complex;

typedef struct {
    PyObject ob_base;
    Py_complex cval;
} PyComplexObject;

/* Include/cpython/listobject.h, tupleobject.h, bytesobject.h, bytearrayobject.h */
typedef struct {
    PyVarObject ob_base;
    PyObject **ob_item;
    Py_ssize_t allocated;
} PyListObject;

typedef struct {
    PyVarObject ob_base;
    PyObject *ob_item[1];
} PyTupleObject;

typedef struct {
    PyVarObject ob_base;
    Py_hash_t ob_shash;
    char ob_sval[1];
} PyBytesObject;

typedef struct {
    PyVarObject ob_base;
    Py_ssize_t ob_alloc;
    char *ob_bytes;
    char *ob_start;
    Py_ssize_t ob_exports;
} PyByteArrayObject;

/* Modules/arraymodule.c */
struct arraydescr {
    char typecode;
    int itemsize;
    void *getitem;
    void *setitem;
};
typedef struct arraydescr arraydescr;

typedef struct {
    PyVarObject ob_base;
    char *ob_item;
    Py_ssize_t allocated;
    const arraydescr *ob_descr;
    PyObject *weakreflist;
    Py_ssize_t ob_exports;
} arrayobject;

/* Modules/_collectionsmodule.c */
typedef struct {
    PyVarObject ob_base;
    void *leftblock;
    void *rightblock;
    Py_ssize_t leftindex;
    Py_ssize_t rightindex;
    size_t state;
    Py_ssize_t maxlen;
    Py_ssize_t numfreeblocks;
    void *freeblocks[16];
    PyObject *weakreflist;
} dequeobject;

/* Include/cpython/unicodeobject.h; `state` is a bit field there: bits 0-1 interned, 2-4 kind, 5 compact, 6 ascii, 7 static */
typedef struct {
    PyObject ob_base;
    Py_ssize_t length;
    Py_hash_t hash;
    uint32_t state;
} PyASCIIObject;

typedef struct {
    PyASCIIObject _base;
    Py_ssize_t utf8_length;
    char *utf8;
} PyCompactUnicodeObject;

typedef struct {
    PyCompactUnicodeObject _base;
    void *data;
} PyUnicodeObject;

#define STATE_INTERNED 0x3
#define STATE_KIND_SHIFT 2
#define STATE_KIND_MASK 0x1c
#define STATE_COMPACT 0x20
#define STATE_ASCII 0x40
#define STATE_STATIC 0x80

/* Include/cpython/dictobject.h, Include/internal/pycore_dict.h */
typedef struct {
    PyObject ob_base;
    Py_ssize_t ma_used;
    uint64_t ma_version_tag;
    PyDictKeysObject *ma_keys;
    PyDictValues *ma_values;
} PyDictObject;

struct _dictkeysobject {
    Py_ssize_t dk_refcnt;
    uint8_t dk_log2_size;
    uint8_t dk_log2_index_bytes;
    uint8_t dk_kind;
    uint32_t dk_version;
    Py_ssize_t dk_usable;
    Py_ssize_t dk_nentries;
    char dk_indices[];
};

typedef struct {
    Py_hash_t me_hash;
    PyObject *me_key;
    PyObject *me_value;
} PyDictKeyEntry;

typedef struct {
    PyObject *me_key;
    PyObject *me_value;
} PyDictUnicodeEntry;

struct _dictvalues {
    uint8_t capacity;
    uint8_t size;
    uint8_t embedded;
    uint8_t valid;
    PyObject *values[1];
};

#define DICT_KEYS_GENERAL 0
#define DICT_KEYS_UNICODE 1
#define DICT_KEYS_SPLIT 2
#define SHARED_KEYS_MAX_SIZE 30
