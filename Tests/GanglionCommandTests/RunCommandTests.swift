import Testing

import GanglionCommand

@Suite("ganglion run")
struct RunCommandTests {
  @Test("A program prints, and its exit code is passed on")
  func exitCodes() throws {
    let hello = try Tool.run("run", Tool.program("hello"))
    #expect(hello.code == 0)
    #expect(hello.output == "Hello from C\n")
    #expect(hello.errors == "")
    let exit = try Tool.run("run", Tool.program("exit"), "42")
    #expect(exit.code == 42)
    #expect(exit.errors == "said on standard error\n")
  }

  @Test("The guest sees the file's base name, its arguments, and no more of the environment")
  func arguments() throws {
    let run = try Tool.run(
      "run", "--env", "A=1", "--env", "B=x=y", Tool.program("environment"), "--stats", "-x", "")
    #expect(
      run.output == """
        argument 0: environment.wasm
        argument 1: --stats
        argument 2: -x
        argument 3: \("")
        environment: A=1
        environment: B=x=y

        """)
    #expect(run.errors == "")
  }

  @Test("A module comes from standard input, also as text")
  func standardInput() throws {
    let run = try Tool.shell("cat \"$2\" | \"$1\" run -")
    #expect(run.output == "Hello from C\n")
    let text = "(module (func (export \"six\") (result i32) (i32.const 6)))"
    let invoked = try Tool.run("run", "--invoke", "six", "-", input: text)
    #expect(invoked.output == "6\n")
  }

  @Test("The text format is taken wherever the binary one is")
  func text() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(
      "twice.wat",
      "(func (export \"twice\") (param i64) (result i64) (i64.mul (local.get 0) (i64.const 2)))")
    let run = try Tool.run("run", "--invoke", "twice", path, "-0x10")
    #expect(run.output == "-32\n")
    #expect(try Tool.run("validate", path).output == "\(path): valid\n")
    #expect(try Tool.run("inspect", path).output.contains("twice  function [i64] -> [i64]"))
    let bad = try folder.write("bad.wat", "(module\n  (fnuc))")
    let error = try Tool.run("run", bad)
    #expect(error.code == ExitCode.invalid.rawValue)
    #expect(error.errors.contains("bad.wat:2:"))
  }

  @Test("A trap prints its backtrace and exits 134")
  func trap() throws {
    let run = try Tool.run("run", Tool.program("trap"), "divide")
    #expect(run.code == 134)
    #expect(run.output == "about to trap\n")
    #expect(run.errors.hasPrefix("ganglion: trap: integer divide by zero\n  0: innermost @ 0x"))
    #expect(run.errors.contains("\n  1: middle @ 0x"))
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test("Endless recursion exits 134, with the middle of the backtrace left out")
  func recursion() throws {
    let run = try Tool.run("run", Tool.program("endless-recursion"))
    #expect(run.code == 134)
    #expect(run.errors.contains("call stack exhausted"))
    #expect(run.errors.contains(" more\n"))
    #expect(run.errors.count < 10_000)
  }

  @Test("Limits end endless programs, each with its own exit code")
  func limits() throws {
    let fuel = try Tool.run("run", "--fuel", "100000", Tool.program("endless-loop"))
    #expect(fuel.code == ExitCode.outOfFuel.rawValue)
    #expect(fuel.errors.contains("out of fuel"))
    let time = try Tool.run("run", "--timeout", "50ms", Tool.program("endless-loop"))
    #expect(time.code == ExitCode.timedOut.rawValue)
    #expect(time.errors.contains("timed out"))
    let wait = try Tool.run("run", "--timeout", "50ms", Tool.program("sleep"), "3600000")
    #expect(wait.code == ExitCode.timedOut.rawValue)
    let memory = try Tool.run(
      "run", "--max-memory", "1MiB", "--timeout", "250s", Tool.program("endless-growth"))
    #expect(memory.code != ExitCode.timedOut.rawValue)
  }

  @Test("A module that wants more memory than allowed does not start")
  func memoryMinimum() throws {
    let run = try Tool.run("run", "--max-memory", "64KiB", Tool.program("hello"))
    #expect(run.code == 134)
    #expect(run.errors.contains("memory minimum is above the limit"))
  }

  @Test("Functions are called with typed arguments, their results printed one a line")
  func invoke() throws {
    let exports = Tool.program("exports")
    #expect(try Tool.run("run", "--invoke", "add", exports, "-2", "0x10").output == "14\n")
    #expect(try Tool.run("run", "--invoke", "divide", exports, "17", "5").output == "3\n2\n")
    #expect(try Tool.run("run", "--invoke", "mixed", exports, "3").output == "3\n6\n1.5\n0.75\n")
    #expect(try Tool.run("run", "--invoke", "halve", exports, "inf").output == "inf\n")
    #expect(try Tool.run("run", "--invoke", "nothing", exports).output == "")
    #expect(try Tool.run("run", "--invoke", "fail", exports).code == 134)
    #expect(
      try Tool.run("run", "--invoke", "calls_so_far", Tool.program("plugin")).output == "100\n")
  }

  @Test("Mistakes in calls are explained")
  func badInvoke() throws {
    let exports = Tool.program("exports")
    let name = try Tool.run("run", "--invoke", "ad", exports, "1", "2")
    #expect(name.code == ExitCode.usage.rawValue)
    #expect(name.errors.contains("did you mean add?"))
    let count = try Tool.run("run", "--invoke", "add", exports, "1")
    #expect(count.code == ExitCode.usage.rawValue)
    #expect(count.errors.contains("add takes 2 arguments, 1 given"))
    let type = try Tool.run("run", "--invoke", "add", exports, "1", "2.5")
    #expect(type.code == ExitCode.usage.rawValue)
    #expect(type.errors.contains("argument 2 of add: 2.5 is not of type i32"))
    let library = try Tool.run("run", exports)
    #expect(library.code == ExitCode.usage.rawValue)
    #expect(library.errors.contains("--invoke"))
  }

  @Test("What can't be run has an exit code that says why")
  func refusals() throws {
    #expect(try Tool.run("run", "/nowhere.wasm").code == ExitCode.unreadable.rawValue)
    #expect(try Tool.run("run", "/").code == ExitCode.unreadable.rawValue)
    #expect(try Tool.run("run", "/dev/null").code == ExitCode.invalid.rawValue)
    #expect(try Tool.run("run", #filePath).code == ExitCode.invalid.rawValue)
    #expect(try Tool.run("run").code == ExitCode.usage.rawValue)
    #expect(try Tool.run("run", "--fuel", "x", "y").code == ExitCode.usage.rawValue)
    #expect(try Tool.run("run", "--env", "x", "y").code == ExitCode.usage.rawValue)
    #expect(
      try Tool.run("run", "--dir", "/nowhere", Tool.program("hello")).code
        == ExitCode.unreadable.rawValue)
    let imports = try Tool.run("run", "--invoke", "bounce", Tool.program("callbacks"), "1")
    #expect(imports.code == ExitCode.missingImports.rawValue)
    for name in ["host.add", "host.log", "host.reenter"] { #expect(imports.errors.contains(name)) }
  }

  @Test("Statistics go to standard error and count the same fuel each time")
  func statistics() throws {
    let runs = try (0..<2).map { _ in try Tool.run("run", "--stats", Tool.program("hello")) }
    #expect(runs[0].output == "Hello from C\n")
    let fuel = runs.map { $0.errors.split(separator: "\n").first { $0.hasPrefix("fuel") } }
    #expect(fuel[0] != nil)
    #expect(fuel[0] == fuel[1])
    for word in ["load", "run", "memory", "2 pages"] { #expect(runs[0].errors.contains(word)) }
  }

  @Test("Standard input reaches the guest")
  func input() throws {
    let text = String(repeating: "line\n", count: 100_000)
    #expect(try Tool.run("run", Tool.program("cat"), input: text).output == text)
    #expect(try Tool.run("run", Tool.program("cat"), input: "").output == "")
  }

  @Test("A guest may write where it is let, and only there")
  func directories() throws {
    let folder = try ScratchFolder()
    try folder.write("outside", "secret")
    try ScratchFolder.shell("mkdir \"$1\"", folder.path("inside"))
    let files = Tool.program("files")
    let run = try Tool.run("run", "--dir", "\(folder.path("inside"))::/work", files, "/work")
    #expect(run.code == 0)
    #expect(run.output.hasSuffix("done\n"))
    #expect(run.output.contains("kept in: 1"))
    let readOnly = try Tool.run(
      "run", "--dir", "\(folder.path("inside"))::/work:ro", files, "/work")
    #expect(readOnly.code == 1)
    let nothing = try Tool.run("run", files, "/work")
    #expect(nothing.code == 1)
    let read = try Tool.run(
      "run", "--dir", "\(folder.path)::/:ro", Tool.program("cat"), "/outside")
    #expect(read.output == "secret")
  }
}
