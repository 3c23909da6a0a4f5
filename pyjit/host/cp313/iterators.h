/* Include/cpython/setobject.h */
typedef struct {
    PyObject *key;
    Py_hash_t hash;
} setentry;

typedef struct {
    PyObject ob_base;
    Py_ssize_t fill;
    Py_ssize_t used;
    Py_ssize_t mask;
    setentry *table;
    Py_hash_t hash;
    Py_ssize_t finger;
    setentry smalltable[8];
    PyObject *weakreflist;
} PySetObject;

/* Include/cpython/cellobject.h, Include/sliceobject.h, Objects/rangeobject.c */
typedef struct {
    PyObject ob_base;
    PyObject *ob_ref;
} PyCellObject;

typedef struct {
    PyObject ob_base;
    PyObject *start, *stop, *step;
} PySliceObject;

typedef struct {
    PyObject ob_base;
    PyObject *start;
    PyObject *stop;
    PyObject *step;
    PyObject *length;
} rangeobject;

/* Iterators: Include/internal/pycore_list.h, pycore_tuple.h, pycore_range.h */
typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyListObject *it_seq;
} _PyListIterObject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyTupleObject *it_seq;
} _PyTupleIterObject;

typedef struct {
    PyObject ob_base;
    long start;
    long step;
    long len;
} _PyRangeIterObject;

/* Objects/rangeobject.c, listobject.c, unicodeobject.c, bytesobject.c, bytearrayobject.c, iterobject.c */
typedef struct {
    PyObject ob_base;
    PyObject *start;
    PyObject *step;
    PyObject *len;
} longrangeiterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyListObject *it_seq;
} listreviterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyObject *it_seq;
} unicodeiterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyBytesObject *it_seq;
} striterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyByteArrayObject *it_seq;
} bytesiterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t it_index;
    PyObject *it_seq;
} seqiterobject;

typedef struct {
    PyObject ob_base;
    PyObject *it_callable;
    PyObject *it_sentinel;
} calliterobject;

/* Objects/enumobject.c, Python/bltinmodule.c, Modules/arraymodule.c */
typedef struct {
    PyObject ob_base;
    Py_ssize_t en_index;
    PyObject *en_sit;
    PyObject *en_result;
    PyObject *en_longindex;
    PyObject *one;
} enumobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t index;
    PyObject *seq;
} reversedobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t tuplesize;
    PyObject *ittuple;
    PyObject *result;
    int strict;
} zipobject;

typedef struct {
    PyObject ob_base;
    PyObject *iters;
    PyObject *func;
} mapobject;

typedef struct {
    PyObject ob_base;
    PyObject *func;
    PyObject *it;
} filterobject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t index;
    arrayobject *ao;
    void *getitem;
} arrayiterobject;

/* Objects/dictobject.c, setobject.c; a view is in Include/internal/pycore_dict.h */
typedef struct {
    PyObject ob_base;
    PyDictObject *di_dict;
    Py_ssize_t di_used;
    Py_ssize_t di_pos;
    PyObject *di_result;
    Py_ssize_t len;
} dictiterobject;

typedef struct {
    PyObject ob_base;
    PyDictObject *dv_dict;
} _PyDictViewObject;

typedef struct {
    PyObject ob_base;
    PySetObject *si_set;
    Py_ssize_t si_used;
    Py_ssize_t si_pos;
    Py_ssize_t len;
} setiterobject;
