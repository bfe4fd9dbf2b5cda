import CapnProto
import CapnProtoTesting
import Testing

@Suite struct CanonicalTests {
  @Test func leavesOutZerosAtTheEnd() throws {
    let builder = MessageBuilder()
    let root = builder.root.initStruct(StructSize(dataWords: 3, pointerCount: 4))
    root.set(0, 7 as UInt64)
    root.pointer(1).setText("hi")
    let canonical = try builder.finish().canonicalBytes()
    #expect(canonical.count == 8 * 5)
    let message = try Message(flat: canonical)
    let read = try message.root.structure()
    #expect(read.dataByteCount == 8 && read.pointerCount == 2)
    #expect(try message.isCanonical())
  }

  @Test func isTheSameForEqualMessages() throws {
    let seed = UInt64.random(in: 0 ... .max)
    for number in 0..<200 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      let message = try maker.make().finish()
      let canonical = try message.canonicalBytes()
      let again = try Message(flat: canonical)
      #expect(try again.canonicalBytes() == canonical, "seed \(seed), number \(number)")
      #expect(try again.root.isEqual(to: message.root), "seed \(seed), number \(number)")
      let copy = try MessageBuilder(copying: message).finish()
      #expect(try copy.canonicalBytes() == canonical, "seed \(seed), number \(number)")
    }
  }

  @Test func refusesCapabilities() throws {
    let builder = MessageBuilder()
    builder.root.setCapability(index: 3)
    let message = try builder.finish()
    #expect(throws: CapnProtoError(.capabilityNotAllowed)) { try message.canonicalBytes() }
  }

  @Test(.enabled(if: CapnpTool.isInstalled, "the capnp program is not installed"))
  func agreesWithTheTool() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var plain: [UInt8] = []
    var (canonical, compact): ([UInt8], [UInt8]) = ([], [])
    for number in 0..<300 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      let message = try maker.make().finish()
      plain += message.framedBytes
      compact += try MessageBuilder(copying: message).framedBytes()
      canonical += try message.canonicalBytes()
    }
    let isSame = try CapnpTool.convert("binary:canonical", plain) == canonical
    #expect(isSame, "seed \(seed)")
    let isCompact = try CapnpTool.convert("binary:binary", plain) == compact
    #expect(isCompact, "seed \(seed)")
  }
}
