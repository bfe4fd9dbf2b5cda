import Testing

import GanglionCommand

/// Programs under `ganglion run` that log in at descriptor 3.
@Suite("Sessions of ganglion run")
struct SessionRunTests {
  /// Accepts at descriptor 3, asks for the bootstrap object and says whether an answer came.
  ///
  /// Source: https://capnproto.org/encoding.html and `rpc.capnp`: a frame of one segment of five
  /// words, a `Message` whose union is `bootstrap`; the answer's union is `return`, 3.
  private static let asks = #"""
    (module
      (import "wasi_snapshot_preview1" "sock_accept"
        (func $accept (param i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write"
        (func $write (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (data (i32.const 100)
        "\00\00\00\00\05\00\00\00" "\00\00\00\00\01\00\01\00" "\08\00\00\00\00\00\00\00"
        "\00\00\00\00\01\00\01\00" "\00\00\00\00\00\00\00\00" "\00\00\00\00\00\00\00\00")
      (data (i32.const 200) "answered\n")
      (func $check (param i32) (if (local.get 0) (then (call $exit (local.get 0)))))
      (func (export "_start")
        (call $check (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
        (i32.store (i32.const 8) (i32.const 100))
        (i32.store (i32.const 12) (i32.const 48))
        (call $check (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
        (i32.store (i32.const 8) (i32.const 1024))
        (i32.store (i32.const 12) (i32.const 4096))
        (call $check (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
        (if (i32.ne (i32.load16_u (i32.const 1040)) (i32.const 3)) (then (call $exit (i32.const 99))))
        (i32.store (i32.const 8) (i32.const 200))
        (i32.store (i32.const 12) (i32.const 9))
        (call $check (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
    """#

  @Test("A guest that accepts at descriptor 3 reaches its host")
  func session() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("asks.wat", Self.asks)
    let run = try Tool.run("run", "--timeout", "200s", path)
    #expect(run.output == "answered\n")
    #expect(run.errors == "")
    #expect(run.code == 0)
    let metered = try Tool.run("run", "--stats", "--fuel", "100000", path)
    #expect(metered.output == "answered\n")
    #expect(metered.errors.contains("fuel"))
    #expect(metered.code == 0)
  }

  @Test("Without a session nothing is at descriptor 3")
  func noSession() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("asks.wat", Self.asks)
    // The numbers are WASI's: bad descriptor, and no socket where there is a directory.
    #expect(try Tool.run("run", "--no-session", path).code == 8)
    #expect(try Tool.run("run", "--dir", folder.path, path).code != 0)
    let both = try Tool.run("run", "--session", "--dir", folder.path, path)
    #expect(both.code == 0)
    #expect(both.output == "answered\n")
    let neither = try Tool.run("run", "--session", "--no-session", path)
    #expect(neither.code == ExitCode.usage.rawValue)
  }

  @Test("A guest with a session is told who it is")
  func arguments() throws {
    let run = try Tool.run("run", "--session", Tool.program("environment"), "one")
    let lines = run.output.split(separator: "\n")
    #expect(lines.prefix(2) == ["argument 0: 2", "argument 1: 1"])
    #expect(lines.count >= 4)
    if lines.count >= 4 {
      #expect(lines[2].hasPrefix("argument 2: z"))
      #expect(lines[3] == "argument 3: one")
    }
    #expect(run.code == 0)
  }

  @Test("It ends as others do: exit code, trap, limits")
  func endings() throws {
    // Its first argument beside its PID is its parent's, 1.
    #expect(try Tool.run("run", "--session", Tool.program("exit")).code == 1)
    let trap = try Tool.run("run", "--session", Tool.program("trap"))
    #expect(trap.code == 134)
    #expect(trap.errors.hasPrefix("ganglion: trap: unreachable\n  0: innermost @ 0x"))
    let time = try Tool.run("run", "--session", "--timeout", "50ms", Tool.program("endless-loop"))
    #expect(time.code == ExitCode.timedOut.rawValue)
    let fuel = try Tool.run("run", "--session", "--fuel", "1000", Tool.program("endless-loop"))
    #expect(fuel.code == ExitCode.outOfFuel.rawValue)
    #expect(fuel.errors.contains("out of fuel after 1000 units\n  0: "))
    let imports = try Tool.run(
      "run", "--session", "--invoke", "call_host", Tool.program("callbacks"), "1")
    #expect(imports.code == ExitCode.missingImports.rawValue)
  }
}
