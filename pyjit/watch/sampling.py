"""The native thread that takes samples: see backends/x86_64/sampling.py. It is started and stopped here."""
from posix import access
from time import sleep

from pyjit.backends import control_block as shared
from pyjit.host.memory import address_of, allocate

CodeType = type((lambda: None).__code__)
STACK = 64 << 10            # bytes; glibc refuses less than what its thread-local data take
ATTRIBUTES, SIGNALS = 64, 128   # more bytes than a pthread_attr_t, a sigset_t have
BLOCK, SET = 0, 2           # SIG_BLOCK, SIG_SETMASK
PERIOD = 0.04               # seconds from sample to sample, unless somebody wants another one
PAUSE, PAUSES = 0.0001, 10_000   # seconds for which the system may have the thread on its list after its end: so long, so often


class Sampler:
    """It tells how much of its time the program spends in compiled code, and makes a machine's looks happen. hook: what is called for a
    look; looks: are there any? Raises LookupError where the C library or the interpreter lacks what it needs."""

    def __init__(self, machine, hook, looks):
        host = self.host = machine.host
        function = host.capi.function
        self.control, self.hook, self.looks, self.thread = machine.control, hook, looks, None
        self._init = function("sem_init", "int", "address", "int", "int")
        self._post = function("sem_post", "int", "address")
        self._mask = function("pthread_sigmask", "int", "int", "address", "address")
        self._attributes_of = function("pthread_attr_init", "int", "address")
        self._stack = function("pthread_attr_setstacksize", "int", "address", "ssize")
        self._create = function("pthread_create", "int", "address", "address", "address", "address")
        self._join = function("pthread_join", "int", "address", "address")
        machine.sample_every(PERIOD)
        look = machine.link("look", machine.control, machine.looked_past, id(CodeType))
        interpreter = host.peek.u64(host.thread_state() + host.offset("PyThreadState.interp"))
        self.code = machine.link("sampler", machine.control, interpreter, look)
        self.look_soon = host.callback(machine.link("look_soon", interpreter, look, id(None)), "pyjit")
        self._attributes, self._found = allocate(ATTRIBUTES), allocate(8)
        self._attributes_of(address_of(self._attributes))
        self._stack(address_of(self._attributes), STACK)
        self._all, self._before = allocate(SIGNALS), allocate(SIGNALS)
        host.poke.bytes(address_of(self._all), b"\xff" * SIGNALS)

    def start(self):
        """From now on there are samples. False: no thread can be had. No signal of the program is delivered to it."""
        if self.thread is not None:
            return True
        self._init(self.control + shared.CONTROL_STOP, 0, 0)
        self.host.poke.u32(self.control + shared.CONTROL_ASKED, 0)
        self.answer(self.looks)
        self._mask(BLOCK, address_of(self._all), address_of(self._before))
        try:
            failed = self._create(address_of(self._found), address_of(self._attributes), self.code, 0)
        finally:
            self._mask(SET, address_of(self._before), 0)
        if failed:
            self.answer(False)
            return False
        self.thread = self.host.peek.u64(address_of(self._found))
        return True

    def answer(self, looks):
        """Is the hook called for a look that has been asked for? For the next one it is, whatever runs."""
        self.host.poke.u32(self.control + shared.CONTROL_FORCED, looks)
        self.host.poke.u64(self.control + shared.CONTROL_ON_LOOK, id(self.hook) if looks else 0)

    def stop(self):
        """The thread has ended when this returns, and fork() counts it no more."""
        self.answer(False)
        if self.thread is not None:
            self._post(self.control + shared.CONTROL_STOP)
            self._join(self.thread, 0)
            self.thread = None
            task = "/proc/self/task/%d" % self.host.peek.u32(self.control + shared.CONTROL_THREAD)
            for _ in range(PAUSES):
                if not access(task, 0):
                    break
                sleep(PAUSE)
