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

  /// From another folder, twice with one cache; what comes out does what the checked-in program does.
  @Test func buildsAGuest() throws {
    let scratch = try ScratchFolder()
    try ScratchFolder.shell("mkdir \"$1/tmp\"", scratch.path)
    let build = """
      cd "$2" && TMPDIR=$PWD/tmp "$1" build \(Self.guests)/hello.swift -o hello.wasm --cache cache &&
      TMPDIR=$PWD/tmp "$1" build \(Self.guests)/echo.swift -o new/echo.wasm --cache cache \\
        --schema \(Self.guests)/echo.capnp && ls tmp && wc -c <hello.wasm
      """
    let built = try shell(build, scratch.path)
    if Self.lacksToolchain(built) { return }
    #expect(built.code == 0, "\(built.errors)")
    #expect(built.errors == "")
    // The temporary folder is empty again: the size is all there is.
    let size = try #require(Int(built.output.filter { $0 != "\n" && $0 != " " }))
    #expect(size < 300_000)
    let new = try Tool.run("run", scratch.path("hello.wasm"), "2", "1", "z", "word")
    let old = try Tool.run("run", "\(Self.guests)/hello.wasm", "2", "1", "z", "word")
    #expect(new.code == 0)
    #expect(new.output.contains("word"))
    #expect(new.output == old.output)
  }

  @Test func tellsWhatIsWrongWithAGuest() throws {
    let scratch = try ScratchFolder()
    try ScratchFolder.shell("mkdir \"$1/tmp\"", scratch.path)
    try scratch.write("wrong.swift", "import GuestKit\nlet number: Int = \"text\"\n")
    try scratch.write("headless.swift", "import GuestKit\nfunc unused() {}\n")
    let wrong = try shell(
      "cd \"$2\" && TMPDIR=$PWD/tmp \"$1\" build wrong.swift --cache cache", scratch.path)
    if Self.lacksToolchain(wrong) { return }
    #expect(wrong.code == 65)
    #expect(wrong.errors.contains("wrong.swift:2:19: error: cannot convert value"))
    #expect(wrong.errors.contains("ganglion: error: the guest can't be compiled\n"))
    let headless = try shell(
      "cd \"$2\" && TMPDIR=$PWD/tmp \"$1\" build headless.swift --cache cache", scratch.path)
    #expect(headless.code == 65)
    #expect(headless.errors.hasPrefix("ganglion: error: the guest has no type with @main\n"))
    #expect(
      try shell("ls \"$2/tmp\" \"$2\"/*.wasm", scratch.path).output == "\(scratch.path)/tmp:\n")
  }

  @Test func needsACompiler() throws {
    let scratch = try ScratchFolder()
    try scratch.write("guest.swift", "import GuestKit\n")
    let none = try shell("cd \"$2\" && PATH=/nowhere \"$1\" build guest.swift", scratch.path)
    #expect(none.code == 69)
    #expect(none.errors.hasPrefix("ganglion: error: no swiftc found in PATH\n"))
    // A toolchain that knows nothing of the target.
    try scratch.write("swiftc", "#!/bin/sh\necho '{ \"runtimeResourcePath\": \"/nowhere\" }'\n")
    let poor = try shell(
      "cd \"$2\" && chmod +x swiftc && PATH=$PWD \"$1\" build guest.swift", scratch.path)
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
