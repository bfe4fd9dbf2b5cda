import Testing

@testable import CapnProtoCompiler

/// Layouts, as `capnp compile -ocapnp` prints them.
@Suite struct LayoutTests {
  /// `name:offset` of all fields with room, in units of their size, and the size of the struct.
  private func layout(_ body: String) throws -> String {
    let schema = try SchemaFiles("struct S { \(body) }").compile()
    var parts: [String] = []
    var size = ""
    for node in schema.nodes {
      guard let structure = node.structure else { continue }
      if !structure.isGroup { size = "\(structure.dataWords)/\(structure.pointers)" }
      for field in structure.fields {
        if case .slot(let offset, _, _, _) = field.kind { parts.append("\(field.name):\(offset)") }
      }
      if structure.discriminantCount > 0 { parts.append("tag:\(structure.discriminantOffset)") }
    }
    return size + " " + parts.sorted().joined(separator: " ")
  }

  @Test func fieldsFillHoles() throws {
    #expect(
      try layout("a @0 :Bool; b @1 :Int8; c @2 :Int16; d @3 :Int32; e @4 :Int64; f @5 :Bool;")
        == "2/0 a:0 b:1 c:1 d:1 e:1 f:1")
    #expect(try layout("a @0 :Text; b @1 :Void; c @2 :Data;") == "0/2 a:0 b:0 c:1")
    #expect(try layout("") == "0/0 ")
  }

  @Test func unionMembersShareRoom() throws {
    #expect(
      try layout("union { a @0 :Int64; b @1 :Int8; c @2 :Text; d @3 :Data; }")
        == "2/1 a:0 b:0 c:0 d:0 tag:4")
    #expect(
      try layout("union { a @0 :Int8; b @1 :Int64; }") == "2/0 a:0 b:1 tag:1")
  }

  @Test func tagStandsBeforeTheSecondMember() throws {
    #expect(
      try layout("u :union { x @0 :Void; y :union { a @1 :Void; b @2 :UInt64; } }")
        == "2/0 a:0 b:1 tag:0 tag:1 x:0")
  }
}
