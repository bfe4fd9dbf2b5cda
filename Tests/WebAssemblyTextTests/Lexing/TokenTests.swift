import Testing

import WebAssemblyText

@Suite struct TokenTests {
  private func kinds(_ text: String) throws -> [Token.Kind] {
    try TokenStream(Array(text.utf8), limits: TextLimits()).tokens.map(\.kind).dropLast()
  }

  @Test func splitsTokens() throws {
    #expect(
      try kinds("(func $f\t\"a\" 1 +2 -0x3)\n") == [
        .open, .word, .identifier, .string, .number, .number, .number, .close,
      ])
    #expect(try kinds("") == [])
    #expect(try kinds("()()") == [.open, .close, .open, .close])
    #expect(try kinds("a(b)c") == [.word, .open, .word, .close, .word])
  }

  @Test func needsSpaceBetweenSymbols() throws {
    #expect(try kinds("0$x") == [.number])
    #expect(try kinds("$x\"y\"") == [.reserved])
    #expect(try kinds("\"y\"\"z\"") == [.reserved])
    #expect(try kinds("\"y\"z") == [.reserved])
    #expect(try kinds("x\"y\"") == [.reserved])
    #expect(try kinds("$\"x\"$y") == [.reserved])
    #expect(try kinds("A , ; [ ] { }") == Array(repeating: .reserved, count: 7))
  }

  @Test func tellsNumbersFromWords() throws {
    #expect(
      try kinds("inf nan nan:0x1 nan:canonical nano") == [
        .number, .number, .number, .word, .word,
      ])
    #expect(try kinds("-inf +nan") == [.number, .number])
  }

  @Test func skipsComments() throws {
    #expect(try kinds(";; ( \" \n1") == [.number])
    #expect(try kinds("1;;x\r2;;y\r\n3") == [.number, .number, .number])
    #expect(try kinds("(;a(;b;)c;)1(;((( ;)(;;)") == [.number])
  }

  @Test(
    arguments: [
      ("(; (; ;)", "unclosed comment", 1, 1),
      ("\n  \u{7F}", "illegal character", 2, 3),
      ("a é", "illegal character", 1, 3),
      ("\"a", "unclosed string", 1, 1),
      ("\"a\nb\"", "unclosed string", 1, 1),
      ("\"a\tb\"", "illegal control character", 1, 3),
      (#""\x""#, "illegal escape", 1, 2),
      (#""\u{110000}""#, "illegal escape", 1, 2),
      (#""\u{d800}""#, "illegal escape", 1, 2),
      (#""\u{}""#, "illegal escape", 1, 2),
      (#""\u{1__2}""#, "illegal escape", 1, 2),
      (#""\u{12_}""#, "illegal escape", 1, 2),
      (#""\4""#, "illegal escape", 1, 2),
      ("$ x", "empty identifier", 1, 1),
      ("$\"\"", "empty identifier", 1, 1),
      ("$\"a\nb\"", "empty identifier", 1, 1),
      (#"$"\ff""#, "malformed UTF-8 encoding", 1, 2),
      ("(@)", "empty annotation id", 1, 1),
      ("(@ a)", "empty annotation id", 1, 1),
      ("(@\"\")", "empty annotation id", 1, 1),
      ("(@a ( )", "unclosed annotation", 1, 1),
      ("(@a \u{1})", "illegal character", 1, 5),
    ] as [(String, String, Int, Int)])
  func reportsWhatIsNoToken(_ text: String, _ message: String, _ line: Int, _ column: Int) {
    let error = #expect(throws: TextError.self) {
      try TokenStream(Array(text.utf8), limits: TextLimits())
    }
    #expect(error?.message.hasPrefix(message) == true, "\(String(describing: error))")
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func keepsKnownAnnotationsOnly() throws {
    let text = #"(a (@x (b) ")" ; , {}) (@name "n" (c)) d (@"custom" 1))"#
    let stream = try TokenStream(Array(text.utf8), limits: TextLimits())
    #expect(stream.tokens.map(\.kind) == [.open, .word, .word, .close, .end])
    #expect(stream.annotations.map(\.kind) == [.name, .custom])
    #expect(stream.annotations.map(\.tokenIndex) == [2, 3])
    #expect(stream.annotationTokens[stream.annotations[0].content].count == 4)
  }

  @Test func refusesLongTexts() throws {
    var limits = TextLimits()
    limits.sourceSize = 4
    #expect(throws: TextError.self) { try TokenStream(Array("(((((".utf8), limits: limits) }
    #expect(try TokenStream(Array("((((".utf8), limits: limits).tokens.count == 5)
  }

  @Test func nestsDeepComments() throws {
    let depth = 1_000_000
    let text = String(repeating: "(;", count: depth) + String(repeating: ";)", count: depth)
    #expect(try kinds(text) == [])
    let annotations = "(@x" + String(repeating: "(", count: depth)
    #expect(throws: TextError.self) { try kinds(annotations) }
  }
}
