import Testing
import WebAssembly

@Suite struct NameSectionTests {
  private func names(_ content: [UInt8]) throws -> NameSection {
    var builder = ModuleBuilder()
    builder.custom("name", content)
    return try ModuleDecoder.decode(builder.bytes).names()
  }

  private func map(_ names: [(UInt32, String)]) -> [UInt8] {
    vector(names.map { leb($0.0) + string($0.1) })
  }

  @Test func everyKind() throws {
    var content = ModuleBuilder.section(0, string("m"))
    for kind in NameSection.Kind.allCases where ![.local, .label, .field].contains(kind) {
      content += ModuleBuilder.section(kind.rawValue, map([(1, "\(kind)")]))
    }
    for kind in [NameSection.Kind.local, .label, .field] {
      let nested = vector([leb(4) + map([(0, "a"), (2, "\(kind)")]), leb(9) + map([(0, "z")])])
      content += ModuleBuilder.section(kind.rawValue, nested)
    }
    let names = try names(content)
    #expect(names.moduleName == "m")
    for kind in NameSection.Kind.allCases {
      if [.local, .label, .field].contains(kind) {
        #expect(names.names(of: kind)[4, 2] == "\(kind)")
        #expect(names.names(of: kind)[9, 0] == "z")
        #expect(names.names(of: kind)[4, 1] == nil)
        #expect(names.names(of: kind).count == 3)
      } else {
        #expect(names.names(of: kind)[1] == "\(kind)")
        #expect(names.names(of: kind)[0] == nil)
      }
    }
    #expect(names.function(1) == "function")
  }

  @Test func malformedSubsectionsAreLeftOut() throws {
    let bad = ModuleBuilder.section(1, [5, 0, 1])
    let unknown = ModuleBuilder.section(77, [1, 2, 3])
    let good = ModuleBuilder.section(7, map([(3, "g")]))
    let names = try names(bad + unknown + good + [1, 200])
    #expect(names.function(0) == nil)
    #expect(names.names(of: .global)[3] == "g")
  }

  @Test func unorderedNamesAreFound() throws {
    let content = ModuleBuilder.section(1, map([(9, "nine"), (2, "two"), (5, "five")]))
    let names = try names(content)
    #expect(names.function(2) == "two")
    #expect(names.function(5) == "five")
    #expect(names.function(9) == "nine")
    #expect(names.names(of: .function).all.map(\.name) == ["two", "five", "nine"])
  }

  @Test func badEncodingsAreReplaced() throws {
    let content = ModuleBuilder.section(1, [1, 0, 2, 0x61, 0xFF])
    #expect(try names(content).function(0) == "a\u{FFFD}")
  }

  @Test func everyTruncationIsHarmless() throws {
    let content =
      ModuleBuilder.section(1, map([(0, "zero"), (1, "one")]))
      + ModuleBuilder.section(2, vector([leb(1) + map([(0, "x")])]))
    for length in 0...content.count { _ = try names(Array(content[..<length])) }
    #expect(try ModuleDecoder.decode(ModuleBuilder().bytes).names().function(0) == nil)
  }
}
