import Testing
import WebAssembly

/// Hand-built modules that must be refused, with the words of the official test suite.
@Suite struct MalformedModuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var message: String
    var bytes: [UInt8]
    var testDescription: String { "\(message): \(bytes.prefix(40))" }

    init(_ message: String, sections: (UInt8, [UInt8])...) {
      self.init(message, raw: sections.flatMap { ModuleBuilder.section($0.0, $0.1) })
    }
    init(_ message: String, raw: [UInt8]) {
      self.message = message
      bytes = ModuleBuilder.header + raw
    }
    init(_ message: String, whole: [UInt8]) {
      self.message = message
      bytes = whole
    }
  }

  static let header: [Case] = [
    Case("unexpected end", whole: []),
    Case("unexpected end", whole: [0x00, 0x61, 0x73]),
    Case("magic header not detected", whole: [0x00, 0x61, 0x73, 0x6E, 1, 0, 0, 0]),
    Case("magic header not detected", whole: Array("wasm".utf8)),
    Case("unexpected end", whole: [0x00, 0x61, 0x73, 0x6D, 1, 0, 0]),
    Case("unknown binary version", whole: [0x00, 0x61, 0x73, 0x6D, 2, 0, 0, 0]),
    Case("unknown binary version", whole: [0x00, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0]),
  ]

  static let sections: [Case] = [
    Case("malformed section id", sections: (14, [])),
    Case("malformed section id", raw: [0x80, 0x00]),
    Case("unexpected end", raw: [0x01]),
    Case("length out of bounds", raw: [0x01, 0x02, 0x00]),
    Case("integer representation too long", raw: [0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]),
    Case("integer too large", raw: [0x01, 0x80, 0x80, 0x80, 0x80, 0x10]),
    Case("unexpected content after last section", sections: (1, [0]), (1, [0])),
    Case("unexpected content after last section", sections: (3, [0]), (1, [0])),
    Case("unexpected content after last section", sections: (6, [0]), (13, [0])),
    Case("unexpected content after last section", sections: (10, [0]), (12, [0])),
    Case("section size mismatch", sections: (1, [0, 0])),
    Case("section size mismatch", sections: (3, [1]), (10, [0])),
    Case("unexpected end", sections: (1, [1])),
    Case("length out of bounds", sections: (1, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F])),
    Case("function and code section have inconsistent lengths", sections: (3, [1, 0])),
    Case(
      "function and code section have inconsistent lengths", sections: (10, [1, 2, 0, 0x0B])),
    Case("data count and data section have inconsistent lengths", sections: (12, [1])),
    Case(
      "data count and data section have inconsistent lengths", sections: (12, [0]),
      (11, [1, 1, 0])),
  ]

  static let types: [Case] = [
    Case("malformed definition type", sections: (1, [1, 0x40, 0, 0])),
    Case("integer representation too long", sections: (1, [1, 0xE0, 0x7F, 0, 0])),
    Case("malformed value type", sections: (1, [1, 0x60, 1, 0x40, 0])),
    Case("malformed value type", sections: (1, [1, 0x60, 1, 0x00, 0])),
    Case("malformed heap type", sections: (1, [1, 0x60, 1, 0x63, 0x7F, 0])),
    Case("malformed heap type", sections: (1, [1, 0x60, 1, 0x64, 0xF0, 0x7E, 0])),
    Case("malformed storage type", sections: (1, [1, 0x5F, 1, 0x76, 0])),
    Case("malformed mutability", sections: (1, [1, 0x5E, 0x78, 2])),
    Case("unexpected end", sections: (1, [1, 0x50])),
    Case("malformed mutability", sections: (6, [1, 0x7F, 2, 0x41, 0, 0x0B])),
    Case("malformed reference type", sections: (4, [1, 0x7F, 0, 0])),
    Case("zero byte expected", sections: (4, [1, 0x40, 1, 0x70, 0, 0])),
    Case("malformed limits flags", sections: (4, [1, 0x70, 0x08, 0])),
    Case("malformed limits flags", sections: (4, [1, 0x70, 0x02, 0])),
    Case("malformed limits flags", sections: (5, [1, 0x08, 0])),
    Case("malformed limits flags", sections: (5, [1, 0x81, 0, 0, 0])),
    Case(
      "integer too large",
      sections: (5, [1, 0, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10])),
    Case("malformed tag attribute", sections: (13, [1, 1, 0])),
  ]

  static let names: [Case] = [
    Case("malformed import kind", sections: (2, [1, 0, 0, 5, 0])),
    Case("malformed import kind", sections: (2, [1, 0, 0, 0x80, 0])),
    Case("malformed export kind", sections: (7, [1, 0, 5, 0])),
    Case("length out of bounds", sections: (7, [1, 9, 0x61, 0])),
    Case("malformed UTF-8 encoding", sections: (0, [1, 0x80])),
    Case("malformed UTF-8 encoding", sections: (0, [2, 0xC0, 0x80])),
    Case("malformed UTF-8 encoding", sections: (0, [3, 0xED, 0xA0, 0x80])),
    Case("malformed UTF-8 encoding", sections: (0, [4, 0xF4, 0x90, 0x80, 0x80])),
    Case("malformed UTF-8 encoding", sections: (2, [1, 1, 0xFE, 0, 0, 0])),
    Case("malformed UTF-8 encoding", sections: (7, [1, 2, 0xC2, 0x41, 0, 0])),
    Case("unexpected end", sections: (0, [])),
    Case("length out of bounds", sections: (0, [3, 0x61])),
  ]

  static let segments: [Case] = [
    Case("malformed elements segment kind", sections: (9, [1, 8])),
    Case("malformed element kind", sections: (9, [1, 1, 1, 0])),
    Case("malformed reference type", sections: (9, [1, 5, 0x7F, 0])),
    Case("illegal opcode f3", sections: (9, [1, 5, 0x70, 1, 0xF3, 0, 0x0B])),
    Case("unexpected end", sections: (9, [1, 0, 0x41])),
    Case("malformed data segment kind", sections: (11, [1, 3])),
    Case("unexpected end", sections: (11, [1, 1, 7, 1, 2, 3])),
    Case("END opcode expected", sections: (6, [1, 0x7F, 0, 0x41, 0, 0x05, 0x0B])),
    Case("integer too large", sections: (6, [1, 0x7F, 0, 0x41, 0x80, 0x80, 0x80, 0x80, 0x70])),
  ]

  static let bodies: [Case] =
    [
      ("too many locals", [2, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x7F, 1, 0x7F, 0x0B]),
      ("integer too large", [1, 0x80, 0x80, 0x80, 0x80, 0x10, 0x7F, 0x0B]),
      ("malformed value type", [1, 1, 0x40, 0x0B]),
      ("illegal opcode ff", [0, 0xFF, 0x0B]),
      ("illegal opcode 06", [0, 0x06, 0x40, 0x0B, 0x0B]),
      ("illegal opcode fb 1f", [0, 0xFB, 0x1F, 0x0B]),
      ("illegal opcode fc 12", [0, 0xFC, 0x12, 0x0B]),
      ("illegal opcode fd 9a", [0, 0xFD, 0x9A, 0x01, 0x0B]),
      ("illegal opcode fe 4f", [0, 0xFE, 0x4F, 0x0B]),
      ("illegal opcode fc ffffffff", [0, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x0B]),
      ("integer representation too long", [0, 0xFC, 0x87, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0B]),
      ("unexpected end of section or function", [0, 0x41, 1, 0x1A]),
      ("unexpected end", [0]),
      ("section size mismatch", [0, 0x0B, 0x0B]),
      ("END opcode expected", [0, 0x05, 0x0B]),
      ("END opcode expected", [0, 0x02, 0x40, 0x05, 0x0B, 0x0B]),
      ("malformed block type", [0, 0x02, 0x80, 0x7F, 0x0B, 0x0B]),
      ("malformed memop flags", [0, 0x41, 0, 0x28, 0x80, 1, 0, 0x1A, 0x0B]),
      ("data count section required", [0, 0xFC, 0x09, 0, 0x0B]),
      ("malformed catch clause", [0, 0x1F, 0x40, 1, 4, 0, 0x0B, 0x0B]),
      ("malformed br_on_cast flags", [0, 0xFB, 0x18, 4, 0, 0x6E, 0x6E, 0x0B]),
      ("zero byte expected", [0, 0xFE, 0x03, 1, 0x0B]),
    ].map { (message: String, body: [UInt8]) in
      Case(
        message, sections: (1, [1, 0x60, 0, 0]), (3, [1, 0]), (5, [1, 0, 1]),
        (10, [1] + leb(body.count) + body))
    }

  @Test(arguments: header + sections + types + names + segments + bodies)
  func isRefused(_ test: Case) {
    let error = #expect(throws: ModuleError.self) {
      var module = try ModuleDecoder.decode(test.bytes)
      try ModuleValidator.validate(&module, features: .all)
    }
    #expect(error?.code == .malformed, "\(String(describing: error))")
    #expect(error?.message.hasPrefix(test.message) == true, "\(String(describing: error))")
    #expect((error?.offset ?? .max) <= test.bytes.count)
  }

  @Test func bodyErrorsNameTheFunction() throws {
    var builder = ModuleBuilder()
    let type = builder.type()
    _ = builder.importFunction("a", "b", type)
    _ = builder.function(type)
    _ = builder.rawFunction(type, [0, 0x01, 0xFF, 0x0B])
    var module = try ModuleDecoder.decode(builder.bytes)
    let error = #expect(throws: ModuleError.self) { try ModuleValidator.validate(&module) }
    #expect(error?.functionIndex == 2)
    #expect(error?.offset == builder.bytes.count - 2)
    #expect(error?.description.contains("in function 2") == true)
  }

  @Test func errorsInBodiesComeBeforeErrorsBehindThem() {
    var builder = ModuleBuilder()
    let type = builder.type()
    _ = builder.rawFunction(type, [0, 0xFF, 0x0B])
    let error = #expect(throws: ModuleError.self) {
      try ModuleDecoder.decode(builder.bytes + [0x7F])
    }
    #expect(error?.message == "illegal opcode ff")
  }

  @Test func hugeCountsReserveNothing() {
    // Were these to be believed, each would take gigabytes.
    for id in [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13] as [UInt8] {
      for count in [0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32] {
        let bytes = ModuleBuilder.header + ModuleBuilder.section(id, leb(count))
        #expect(throws: ModuleError.self) { try ModuleDecoder.decode(bytes) }
      }
    }
  }
}
