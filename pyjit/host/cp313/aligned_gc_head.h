/* Include/internal/pycore_gc.h of later patch releases: the head has an alignment of its own, 1 << _PyObject_ALIGNMENT_SHIFT, and so a
   struct that holds one has no gap before it */
typedef struct {
    uintptr_t _gc_next;
    uintptr_t _gc_prev;
} PyGC_Head Py_ALIGNED(4);
