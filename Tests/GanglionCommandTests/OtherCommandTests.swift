import Testing

import GanglionCommand

@Suite("ganglion validate, inspect, wast, version and help")
struct OtherCommandTests {
  @Test("All files are checked; the first failure decides the exit code")
  func validate() throws {
    let folder = try ScratchFolder()
    let bad = try folder.write("bad.wasm", [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 99])
    let good = Tool.program("hello")
    let run = try Tool.run("validate", bad, good, "/nowhere.wasm")
    #expect(run.code == ExitCode.invalid.rawValue)
    #expect(run.output == "\(good): valid\n")
    #expect(run.errors.contains("bad.wasm: malformed"))
    #expect(run.errors.contains("/nowhere.wasm: no such file"))
    #expect(try Tool.run("validate", "--quiet", good).output == "")
    #expect(try Tool.run("validate").code == ExitCode.usage.rawValue)
  }

  @Test("Sections, imports, exports and limits are listed")
  func inspect() throws {
    let run = try Tool.run("inspect", Tool.program("hello"))
    #expect(run.code == 0)
    for text in [
      "4013 bytes", "Sections", "29 functions", "Imports", "wasi_snapshot_preview1.fd_write",
      "Exports", "_start", "memory 0", "2 or more pages",
    ] {
      #expect(run.output.contains(text), "\(text)")
    }
    #expect(try Tool.run("inspect", "a", "b").code == ExitCode.usage.rawValue)
  }

  @Test("The text of a module is written so that it can be read again, by all commands")
  func text() throws {
    let folder = try ScratchFolder()
    let printed = try Tool.run("inspect", "--wat", Tool.program("exports"))
    #expect(printed.code == 0)
    #expect(printed.output.hasPrefix("(module"))
    let path = try folder.write("again.wat", printed.output)
    #expect(try Tool.run("inspect", "--wat", path).output == printed.output)
    #expect(try Tool.run("validate", path).code == 0)
    let run = try Tool.run("run", "--invoke", "fib", path, "10")
    #expect(
      run.output == (try Tool.run("run", "--invoke", "fib", Tool.program("exports"), "10")).output)
    #expect(try Tool.run("inspect", "--wat", "--code", "fib", path).code == ExitCode.usage.rawValue)
    let broken = try folder.write("broken.wat", "(module\n  (func (i32.foo)))")
    for command in ["run", "validate", "inspect"] {
      let refused = try Tool.run(command, broken)
      #expect(refused.code == ExitCode.invalid.rawValue)
      #expect(refused.errors.contains("broken.wat:2:10: unknown operator i32.foo"))
    }
  }

  @Test("Translated code is shown by export, name and index")
  func code() throws {
    let byName = try Tool.run("inspect", "--code", "fib", Tool.program("exports"))
    #expect(byName.code == 0)
    #expect(byName.output.hasPrefix("func["))
    #expect(byName.output.contains("call.direct"))
    #expect(byName.output.contains("i32.add"))
    let own = try Tool.run("inspect", "--code", "innermost", Tool.program("trap"))
    #expect(own.output.contains("innermost"))
    let metered = try Tool.run("inspect", "--metered", "--code", "fib", Tool.program("exports"))
    #expect(metered.output.contains("meter"))
    let byIndex = try Tool.run("inspect", "--code", "0", Tool.program("exports"))
    #expect(byIndex.code == 0)
    let imported = try Tool.run("inspect", "--code", "0", Tool.program("hello"))
    #expect(imported.errors.contains("imported"))
    let missing = try Tool.run("inspect", "--code", "fibb", Tool.program("exports"))
    #expect(missing.errors.contains("did you mean fib?"))
    let beyond = try Tool.run("inspect", "--code", "9999", Tool.program("exports"))
    #expect(beyond.code == ExitCode.usage.rawValue)
  }

  @Test("Translated code of small programs has no instruction without a name")
  func allCode() throws {
    for name in ["exports", "hello", "trap", "plugin"] {
      let indices = name == "exports" ? [0, 5, 10] : [12, 16, 20]
      for index in indices {
        let run = try Tool.run("inspect", "--code", "\(index)", Tool.program(name))
        #expect(run.code == 0)
        #expect(!run.output.contains(" ? "))
      }
    }
  }

  @Test("Names in a module can't control the terminal")
  func hostileNames() throws {
    let run = try Tool.run(
      "inspect", "-",
      input: "(module (func (export \"\\1b[2J\") unreachable) (import \"\\07\" \"\\0a\" (func)))")
    #expect(run.code != 0 || !run.output.contains("\u{1B}"))
    let only = try Tool.run("inspect", "-", input: "(module (func (export \"\\1b[2J\\0a\")))")
    #expect(only.code == 0)
    #expect(only.output.contains("\\u{1b}[2J\\n"))
  }

  @Test("Scripts are counted; a failure decides the exit code and is shown in full")
  func wast() throws {
    let folder = try ScratchFolder()
    let good = try folder.write(
      "good.wast",
      """
      (module (func (export "one") (result i32) (i32.const 1)))
      (assert_return (invoke "one") (i32.const 1))
      """)
    let bad = try folder.write(
      "bad.wast",
      """
      (module (func (export "one") (result i32) (i32.const 1)))
      (assert_return (invoke "one") (i32.const 2))
      """)
    let passing = try Tool.run("wast", good)
    #expect(passing.code == 0)
    #expect(passing.output.contains("good.wast       2 passed       0 failed       0 skipped"))
    let failing = try Tool.run("wast", "--metered", good, bad)
    #expect(failing.code == ExitCode.failure.rawValue)
    #expect(failing.output.contains("line 2:"))
    #expect(failing.output.contains("total           3 passed       1 failed"))
    let name = folder.path.split(separator: "/").last ?? ""
    let ledger = try folder.write("ledger.txt", "\(name)/bad.wast is bad\n")
    let all = try Tool.run("wast", "--all-configurations", good, bad, "--ledger", ledger)
    #expect(all.code == 0)
    #expect(all.output.contains("metered, canonical NaNs, dispatch observed: "))
    #expect(all.output.contains("waits"))
    #expect(all.output.contains("8 passed       0 failed       0 skipped  in 4 configurations"))
    try folder.write("ledger.txt", "\(name)/good.wast is good\n")
    let unexpected = try Tool.run("wast", good, "--ledger", ledger)
    #expect(unexpected.code == ExitCode.failure.rawValue)
    #expect(unexpected.output.contains("unexpected"))
    #expect(try Tool.run("wast", "/nowhere.wast").code == ExitCode.unreadable.rawValue)
    #expect(try Tool.run("wast", "--failures", "x", good).code == ExitCode.usage.rawValue)
  }

  @Test("Help is everywhere", arguments: ["run", "validate", "inspect", "wast", "version"])
  func help(name: String) throws {
    let direct = try Tool.run(name, "--help")
    #expect(direct.code == 0)
    #expect(direct.output.contains("Usage: ganglion \(name)"))
    #expect(direct.output.contains("--help"))
    #expect(try Tool.run("help", name).output == direct.output)
    #expect(try Tool.run("--help").output.contains("  \(name) "))
    for line in direct.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test("Without a subcommand, or with an unknown one, the exit code is that of misuse")
  func unknown() throws {
    #expect(try Tool.run([]).code == ExitCode.usage.rawValue)
    let typo = try Tool.run("isnpect")
    #expect(typo.code == ExitCode.usage.rawValue)
    #expect(typo.errors.contains("did you mean inspect?"))
    #expect(try Tool.run("hello.wasm").errors.contains("ganglion run hello.wasm"))
    #expect(try Tool.run("--fuel").code == ExitCode.usage.rawValue)
    #expect(try Tool.run("--version").output == (try Tool.run("version").output))
  }
}
