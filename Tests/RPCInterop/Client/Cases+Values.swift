import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let values: [InteropCase] = [
    InteropCase("ping") { c in
      for seq: UInt64 in [0, 1, .max] {
        try require(try await c.main.ping(seq: seq).value.seq, is: seq)
      }
    },
    InteropCase("echoAll") { c in
      let builder = MessageBuilder()
      fill(builder.initRoot(AllTypes.self), depth: 0)
      let message = try builder.finish()
      let value = try message.root(as: AllTypes.self)
      let back = try await c.main.echoAll(value: value).value.value
      try requireEqual(back, value)
      // Defaults travel as zeros.
      let empty = try await c.main.echoAll { _ = $0.initValue() }.value.value
      try require(empty.u64, is: .max)
      try require(try empty.text.string, is: "dflt")
      try require(try empty.data.bytes, is: [0xde, 0xad])
      try require(empty.color, is: .blue)
      try require(empty.b && empty.i8 == -7 && empty.f64 == -2.25, "wrong defaults")
    },
    InteropCase("fail") { c in
      let kinds: [(ErrorKind, RPCError.Kind)] = [
        (.failed, .failed), (.overloaded, .overloaded), (.disconnected, .disconnected),
        (.unimplemented, .unimplemented),
      ]
      for (kind, wanted) in kinds {
        let error = try await failure {
          try await c.main.fail(kind: kind, message: "told to fail").value
        }
        try require(error.kind == wanted, "\(error.kind) for \(kind)")
        try require(error.reason.contains("told to fail"), error.reason)
        // What the results would have had is broken in the same way.
        let later = try await failure {
          try await c.main.fail(kind: kind, message: "told to fail").unused.get().value
        }
        try require(later.kind == wanted, "\(later.kind) for a part of \(kind)")
      }
    },
    InteropCase("echoData") { c in
      for count in [0, 1, 1000, 300_000] {
        let data = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try require(
          try await c.main.echoData(data: data).value.data.bytes == data, "\(count) bytes")
      }
    },
    InteropCase("makeBlob") { c in
      for (size, seed): (UInt32, UInt32) in [(0, 1), (1, 255), (100_000, 5), (5_000_000, 77)] {
        let data = try await c.main.makeBlob(size: size, seed: seed).value.data.bytes
        try require(data.count, is: Int(size))
        for (index, byte) in data.enumerated() {
          let wanted = UInt8(truncatingIfNeeded: seed &+ UInt32(index) &* 131)
          if byte != wanted { throw CaseFailure(description: "byte \(index) is \(byte)") }
        }
      }
    },
    InteropCase("delay") { c in _ = try await c.main.delay(ms: 10).value },
    InteropCase("unsupported") { c in _ = try await c.main.unsupported().value.names },
    InteropCase("manyInFlight", needs: ["ping"]) { c in
      let calls = (0..<2000).map { c.main.ping(seq: UInt64($0)) }
      for (index, call) in calls.enumerated() {
        try require(try await call.value.seq, is: UInt64(index))
      }
    },
    InteropCase("manyBlobs", needs: ["echoData"]) { c in
      let data = [UInt8](repeating: 3, count: 64 << 10)
      let calls = (0..<100).map { _ in c.main.echoData(data: data) }
      for call in calls { try require(try await call.value.data.bytes == data, "bytes differ") }
    },
  ]

  private static func fill(_ value: AllTypes.Builder, depth: Int) {
    value.b = false
    value.i8 = -128
    value.i16 = .min
    value.i32 = .max
    value.i64 = .min
    value.u8 = 255
    value.u16 = 1
    value.u32 = .max
    value.u64 = 42
    value.f32 = -0.5
    value.f64 = 6.02e23
    value.setText("h\u{e4}llo")
    value.setData([0, 1, 2, 255])
    value.color = .green
    let bools = value.initBools(count: 11)
    for index in 0..<11 { bools[index] = index % 3 == 0 }
    let u16s = value.initU16s(count: 3)
    for index in 0..<3 { u16s[index] = UInt16(index * 20_000) }
    let f64s = value.initF64s(count: 2)
    f64s[1] = -1.25
    let texts = value.initTexts(count: 2)
    texts.set(0, "")
    texts.set(1, "second")
    let nested = value.initNested(count: 3)
    nested.raw.pointer(1).initList(.fourBytes, count: 2).set(1, Int32(-7))
    if depth < 2 {
      let children = value.initChildren(count: 2)
      fill(children[1], depth: depth + 1)
    }
    switch depth {
    case 0: value.setStr("in a union")
    case 1: value.num = -5
    default:
      let sub = value.initSub()
      sub.x = 9
      sub.setY("sub")
    }
    value.any.setText("anything")
  }

  private static func requireEqual(_ one: AllTypes.Reader, _ other: AllTypes.Reader) throws {
    // The bytes of copies may differ, those of canonical forms do not.
    try require(try canonical(one) == canonical(other), "the value came back different")
  }

  private static func canonical(_ value: AllTypes.Reader) throws -> [UInt8] {
    let builder = MessageBuilder()
    try builder.setRoot(AllTypes.self, value)
    return try builder.finish().canonicalBytes()
  }
}
