import Ganglion
import Testing

import GanglionCommand

@Suite("Command lines")
struct ArgumentTests {
  private let options = [
    OptionSpecification("dir", value: "PATH", isRepeatable: true, ""),
    OptionSpecification("fuel", value: "N", ""),
    OptionSpecification("stats", ""),
  ]

  private func parse(
    _ arguments: String..., stopsAtOperand: Bool = true
  ) throws(CommandError) -> ParsedArguments {
    try ParsedArguments(arguments, options: options, stopsAtOperand: stopsAtOperand)
  }

  @Test("Values follow their options or stand behind an equals sign")
  func values() throws {
    let parsed = try parse("--dir", "a", "--dir=b=c", "--fuel", "-5", "--stats", "file")
    #expect(parsed.all("dir") == ["a", "b=c"])
    #expect(parsed.value("fuel") == "-5")
    #expect(parsed.has("stats"))
    #expect(parsed.operands == ["file"])
  }

  @Test("The first operand ends the options where a guest has its own")
  func guestOptions() throws {
    let parsed = try parse("file", "--stats", "-x", "--")
    #expect(parsed.operands == ["file", "--stats", "-x", "--"])
    #expect(!parsed.has("stats"))
    let mixed = try parse("file", "--stats", "-", stopsAtOperand: false)
    #expect(mixed.operands == ["file", "-"])
    #expect(mixed.has("stats"))
  }

  @Test("Two hyphens end the options")
  func separator() throws {
    let parsed = try parse("--stats", "--", "--fuel", stopsAtOperand: false)
    #expect(parsed.operands == ["--fuel"])
  }

  @Test("Mistakes are named, and what was meant is guessed")
  func mistakes() {
    func problem(_ arguments: String...) -> CommandError? {
      do throws(CommandError) {
        _ = try ParsedArguments(arguments, options: options, stopsAtOperand: true)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem("--stast")?.hint == "did you mean --stats?")
    #expect(problem("--feul", "3")?.hint == "did you mean --fuel?")
    #expect(problem("--quite-something-else")?.hint == nil)
    #expect(problem("-x")?.message == "unknown option -x")
    #expect(problem("--fuel")?.message.hasPrefix("option --fuel needs a value") == true)
    #expect(problem("--fuel", "--stats")?.message.hasPrefix("option --fuel needs a value") == true)
    #expect(problem("--fuel", "1", "--fuel", "2")?.message == "option --fuel is given twice")
    #expect(problem("--stats=yes")?.message == "option --stats takes no value")
    #expect(problem("--", "x") == nil)
    for error in [problem("--stast"), problem("--fuel")] { #expect(error?.exitCode == .usage) }
  }

  @Test(
    "The distance between words",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("run", "rnu", 1), ("fuel", "fule", 1), ("kitten", "sitting", 3),
      ("same", "same", 0), ("a", "b", 1),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(Suggestion.distance(Array(a), Array(b)) == expected)
    #expect(Suggestion.distance(Array(b), Array(a)) == expected)
  }

  @Test("Only what is near is suggested")
  func suggestions() {
    #expect(Suggestion.nearest(to: "inspct", among: ["run", "inspect"]) == "inspect")
    #expect(Suggestion.nearest(to: "val", among: ["run", "validate"]) == "validate")
    #expect(Suggestion.nearest(to: "zzz", among: ["run", "inspect"]) == nil)
    #expect(Suggestion.nearest(to: String(repeating: "r", count: 10_000), among: ["run"]) == nil)
  }

  @Test(
    "Directories to grant",
    arguments: [
      (".", ".", ".", false), ("data::/data", "data", "/data", false),
      ("/a/b:ro", "/a/b", "/a/b", true), ("a::/b:ro", "a", "/b", true),
      ("a:ro:rw", "a:ro", "a:ro", false), ("a:b::c:d", "a:b", "c:d", false),
    ])
  func grants(text: String, host: String, guest: String, isReadOnly: Bool) throws {
    let parts = try DirectoryGrant.parts(text)
    #expect(parts.host == host)
    #expect(parts.guest == guest)
    #expect((parts.access == .readOnly) == isReadOnly)
  }

  @Test("Directories that make no sense", arguments: ["", "::", "::/x", "x::", ":ro", "x:::ro"])
  func badGrants(text: String) {
    #expect(throws: CommandError.self) { try DirectoryGrant.parts(text) }
  }
}
