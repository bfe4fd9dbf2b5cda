import WebAssembly

extension Imports {
  /// Arguments, clocks, randomness, waiting, sockets, and the end.
  mutating func defineWASIProcess() {
    wasi("args_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.argsGet(memory, a, b)
    }
    wasi("args_sizes_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.argsSizesGet(memory, a, b)
    }
    wasi("environ_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.environGet(memory, a, b)
    }
    wasi("environ_sizes_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.environSizesGet(memory, a, b)
    }
    wasi("clock_res_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.clockResGet(memory, a, b)
    }
    wasi("clock_time_get") { (wasi, memory, a: UInt32, b: UInt64, c: UInt32) in
      try wasi.clockTimeGet(memory, a, b, c)
    }
    wasiSuspending("poll_oneoff") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32) in
      try wasi.pollOneoff(memory, a, b, c, d)
    }
    define(WASI.moduleName, "proc_exit") { (caller, code: UInt32) -> Void in
      throw WASIExit(code: code)
    }
    wasi("proc_raise") { (wasi, _, a: UInt32) in
      try wasi.procRaise(a)
    }
    wasiSuspending("random_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.randomGet(memory, a, b)
    }
    wasiSuspending("sched_yield") { (wasi, _) in
      wasi.schedYield()
    }
    wasiSuspending("sock_accept") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32) in
      try wasi.sockAccept(memory, a, b, c)
    }
    wasiSuspending("sock_recv") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32) in
      try wasi.sockRecv(memory, a, b, c, d, e, f)
    }
    wasiSuspending("sock_send") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32) in
      try wasi.sockSend(memory, a, b, c, d, e)
    }
    wasi("sock_shutdown") { (wasi, _, a: UInt32, b: UInt32) in
      try wasi.sockShutdown(a, b)
    }
  }
}
