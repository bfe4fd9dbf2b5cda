import Platform
import Testing

/// `ganglion build`, as a user types it.
struct BuildCommandTests {
  private static let guests = "\(Tool.root)/Fixtures/guests"

  /// Whether a run says that there is no toolchain for guests; the test then says that it skips.
  private static func lacksToolchain(_ outcome: Tool.Outcome) -> Bool {
    guard outcome.code == 69 else { return false }
    #expect(outcome.errors.contains("no swiftc") || outcome.errors.contains("Embedded Swift"))
    print("skipped: \(outcome.errors)")
    return true
  }

  /// All with one cache, since compiling what guests import takes long.
  @Test func buildsGuests() throws {
    let scratch = try ScratchFolder()
    try ScratchFolder.shell("mkdir \"$1/tmp\"", scratch.path)
    let hello = try build("\(Self.guests)/hello.swift -o hello.wasm", in: scratch)
    if Self.lacksToolchain(hello) { return }
    #expect(hello.code == 0)
    #expect(hello.errors == "")
    // It does what the checked-in one does.
    let new = try Tool.run("run", scratch.path("hello.wasm"), "2", "1", "z", "word")
    let old = try Tool.run("run", "\(Self.guests)/hello.wasm", "2", "1", "z", "word")
    #expect(new.code == 0)
    #expect(new.output.contains("word"))
    #expect(Self.lastLines(new) == Self.lastLines(old))

    let echo = try build(
      "\(Self.guests)/echo.swift -o new/echo.wasm --schema \(Self.guests)/echo.capnp", in: scratch)
    #expect(echo.code == 0, "\(echo.errors)")

    // What the README shows.
    let script = "awk '/^import GuestKit/ { on = 1 } /^```/ { on = 0 } on' \"$1\" >\"$2\""
    try ScratchFolder.shell(script, "\(Tool.root)/README.md", scratch.path("crew.swift"))
    let crew = try build("crew.swift", in: scratch)
    #expect(crew.code == 0, "\(crew.errors)")
    let sizes = try shell("cd \"$2\" && find . -name '*.wasm' -size -300000c", scratch.path)
    #expect(sizes.output.split(separator: "\n").count == 3)

    try tellsWhatIsWrong(scratch)
    // Nothing is left behind.
    #expect(try shell("ls \"$2/tmp\"", scratch.path).output == "")
  }

  private func tellsWhatIsWrong(_ scratch: ScratchFolder) throws {
    try scratch.write("wrong.swift", "import GuestKit\nlet number: Int = \"text\"\n")
    let wrong = try build("wrong.swift", in: scratch)
    #expect(wrong.code == 65)
    #expect(wrong.errors.contains("wrong.swift:2:19: error: cannot convert value"))
    #expect(wrong.errors.contains("ganglion: error: the guest can't be compiled\n"))
    try scratch.write("headless.swift", "import GuestKit\nfunc unused() {}\n")
    let headless = try build("headless.swift", in: scratch)
    #expect(headless.code == 65)
    #expect(headless.errors.hasPrefix("ganglion: error: the guest has no type with @main\n"))
    #expect(try shell("ls \"$2/headless.wasm\"", scratch.path).code != 0)
  }

  private func build(_ arguments: String, in scratch: ScratchFolder) throws -> Tool.Outcome {
    try shell(
      "cd \"$2\" && TMPDIR=$PWD/tmp \"$1\" build --cache cache \(arguments)", scratch.path)
  }

  /// What was printed after the program's own path.
  private static func lastLines(_ outcome: Tool.Outcome) -> [Substring] {
    outcome.output.split(separator: "\n").filter { !$0.hasPrefix("arguments: ") }
  }

  @Test func needsACompiler() throws {
    let scratch = try ScratchFolder()
    try scratch.write("guest.swift", "import GuestKit\n")
    let none = try shell("cd \"$2\" && PATH=/nowhere \"$1\" build guest.swift", scratch.path)
    #expect(none.code == 69)
    #expect(none.errors.hasPrefix("ganglion: error: no swiftc found in PATH\n"))
    // A toolchain that knows nothing of the target.
    try scratch.write("script", "#!/bin/sh\necho '{ \"runtimeResourcePath\": \"/nowhere\" }'\n")
    // Written by nobody who starts children meanwhile, who would keep it open and from being run.
    let poor = try shell(
      "cd \"$2\" && cat script >swiftc && chmod +x swiftc && PATH=$PWD \"$1\" build guest.swift",
      scratch.path)
    #expect(poor.code == 69)
    #expect(poor.errors.contains("has no Embedded Swift for wasm32"))
  }

  @Test func checksItsArguments() throws {
    #expect(try Tool.run("build").code == 64)
    #expect(try Tool.run("build", "guest.c").code == 64)
    #expect(try Tool.run("build", "/nowhere/guest.swift").code == 66)
    let schema = try Tool.run(
      "build", "\(Self.guests)/hello.swift", "--schema", "/nowhere/a.capnp")
    #expect(schema.code == 66)
  }

  /// Runs a script in which `$1` is the tool and `$2` a folder.
  private func shell(_ script: String, _ folder: String) throws -> Tool.Outcome {
    let result = try ChildProcess.run(
      "sh", ["-c", script, "sh", Tool.path ?? "ganglion", folder], timeout: 600 * 1_000_000_000)
    guard case .exited(let code) = result.status else {
      throw SystemError(number: 4, operation: "sh")
    }
    return Tool.Outcome(
      code: code, output: String(decoding: result.output, as: UTF8.self),
      errors: String(decoding: result.errorOutput, as: UTF8.self))
  }
}
