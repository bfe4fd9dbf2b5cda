import Foundation
import WebAssembly
struct Exit: Error { let code: Int32 }
func scratchWASI(_ args: [String]) -> Imports {
  var i = Imports()
  let w = "wasi_snapshot_preview1"
  let argBytes = args.map { Array($0.utf8) + [0] }
  i.define(w, "args_sizes_get") { (c, a: UInt32, b: UInt32) -> Int32 in
    try c.memory.store(UInt32(argBytes.count), at: UInt64(a)); try c.memory.store(UInt32(argBytes.reduce(0) { $0 + $1.count }), at: UInt64(b)); return 0 }
  i.define(w, "args_get") { (c, a: UInt32, b: UInt32) -> Int32 in
    var p = b, q = a
    for x in argBytes { try c.memory.store(p, at: UInt64(q)); try c.memory.store(x, at: UInt64(p)); q += 4; p += UInt32(x.count) }; return 0 }
  i.define(w, "environ_sizes_get") { (c, a: UInt32, b: UInt32) -> Int32 in try c.memory.store(UInt32(0), at: UInt64(a)); try c.memory.store(UInt32(0), at: UInt64(b)); return 0 }
  i.define(w, "environ_get") { (c, a: UInt32, b: UInt32) -> Int32 in 0 }
  i.define(w, "fd_write") { (c, fd: UInt32, v: UInt32, n: UInt32, r: UInt32) -> Int32 in
    var t: UInt32 = 0
    for k in 0..<n { let p = try c.memory.loadUInt32(at: UInt64(v + k * 8)), l = try c.memory.loadUInt32(at: UInt64(v + k * 8 + 4))
      let b = try c.memory.bytes(at: UInt64(p), count: UInt64(l)); if l > 0 { _ = write(Int32(fd), b, b.count) }; t += l }
    try c.memory.store(t, at: UInt64(r)); return 0 }
  i.define(w, "fd_read") { (c, fd: UInt32, v: UInt32, n: UInt32, r: UInt32) -> Int32 in 8 }
  i.define(w, "fd_close") { (c, fd: UInt32) -> Int32 in 0 }
  i.define(w, "fd_seek") { (c, fd: UInt32, o: Int64, wh: UInt32, r: UInt32) -> Int32 in 70 }
  i.define(w, "fd_fdstat_get") { (c, fd: UInt32, r: UInt32) -> Int32 in try c.memory.store([UInt8](repeating: 0xff, count: 24), at: UInt64(r)); try c.memory.store(UInt32(2), at: UInt64(r)); return 0 }
  i.define(w, "fd_fdstat_set_flags") { (c, fd: UInt32, r: UInt32) -> Int32 in 0 }
  i.define(w, "fd_prestat_get") { (c, fd: UInt32, r: UInt32) -> Int32 in 8 }
  i.define(w, "fd_prestat_dir_name") { (c, fd: UInt32, r: UInt32, n: UInt32) -> Int32 in 8 }
  i.define(w, "path_open") { (c, fd: UInt32, r: UInt32, n: UInt32, x: UInt32, y: UInt32, z: Int64, zz: Int64, f: UInt32, o: UInt32) -> Int32 in 44 }
  i.define(w, "path_unlink_file") { (c, fd: UInt32, r: UInt32, n: UInt32) -> Int32 in 44 }
  i.define(w, "path_remove_directory") { (c, fd: UInt32, r: UInt32, n: UInt32) -> Int32 in 44 }
  i.define(w, "path_filestat_get") { (c, fd: UInt32, r: UInt32, n: UInt32, a: UInt32, b: UInt32) -> Int32 in 44 }
  i.define(w, "fd_filestat_get") { (c, fd: UInt32, r: UInt32) -> Int32 in 44 }
  i.define(w, "sched_yield") { (c) -> Int32 in 0 }
  i.define(w, "proc_exit") { (c, code: Int32) -> Void in throw Exit(code: code) }
  i.define(w, "clock_time_get") { (c, id: UInt32, pr: Int64, r: UInt32) -> Int32 in try c.memory.store(UInt64(DispatchTime.now().uptimeNanoseconds), at: UInt64(r)); return 0 }
  i.define(w, "random_get") { (c, p: UInt32, n: UInt32) -> Int32 in for k in 0..<n { try c.memory.store(UInt8(truncatingIfNeeded: k &* 7), at: UInt64(p + k)) }; return 0 }
  return i
}
func scratchRun(_ args: [String]) throws {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: args[0])))
  let module = try Module(bytes: bytes, configuration: ModuleConfiguration(isMetered: getenv("M") != nil))
  let store = Store()
  let counter = InstructionCounter()
  if getenv("COUNT") != nil { store.instructionCounter = counter }
  defer { if getenv("COUNT") != nil { for l in [1, 2, 3] { for (n, c) in counter.sequences(length: l).prefix(25) { print("COUNT", l, c, n) } } } }
  let instance = try store.instantiate(module, imports: scratchWASI(args))
  do { try instance.call("_start") } catch let t as Trap { if let e = t.cause as? Exit { exit(e.code) }; print(t); print(t.backtrace); exit(134) }
}
