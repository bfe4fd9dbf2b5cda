import SeededTesting
import Testing
import WebAssembly

/// Modules made to hurt: whatever they hold, the answer is an error or a valid module.
@Suite struct HostileModuleTests {
  /// Something of everything, with code of most kinds.
  static let sample: [UInt8] = {
    var b = DecodedSampleTests.sample()
    let pair = b.type([.i32, .i32], [.i32, .i32])
    let body = Code()
      .block(.block, .index(pair), Code().op(.i32Add).localTee(0).localGet(1).i32(0).op(.brIf, 0))
    b.function(
      [.i32, .i32], [.i32, .i32],
      Code().localGet(0).localGet(1) + body)
    b.function(
      [.i32], [.i32], locals: [(3, .i64), (1, .reference(.function, nullable: false))],
      Code().localGet(0).ifElse(
        .value(.i32), Code().i32(1).memory(.i32Load, offset: 9),
        Code().op(.refFunc, 1).localTee(4).drop().i32(2)))
    b.function(
      [.i32], [],
      Code().block(.loop, .empty, Code().localGet(0).brTable([0, 0, 1])).op(.unreachable))
    b.function(
      [], [.i32],
      Code().refNull(.any).op(.refTest).raw([2]).drop().op(.structNewDefault, 3)
        .op(.structGetS, 3, 1))
    b.function(
      [], [],
      Code().op(.tryTable).raw([0x40, 1, 2, 0]).i32(1).op(.throw, 0).op(.end))
    b.function(
      [.v128], [.v128],
      Code().localGet(0).localGet(0).op(.i8x16Shuffle).raw(Array(0..<16)).op(.v128Not))
    b.function([], [], Code().i32(0).i32(0).i32(3).op(.memoryInit, 0, 0).op(.dataDrop, 0))
    return b.bytes
  }()

  @Test func theSampleIsValid() { #expect(validationError(Self.sample) == nil) }

  @Test func everyTruncationIsAnswered() {
    let boundaries = Set(
      [8] + ((try? ModuleDecoder.decode(Self.sample).sections) ?? []).map(\.range.upperBound))
    for length in Self.sample.indices {
      let error = validationError(Array(Self.sample[..<length]))
      if !boundaries.contains(length) { #expect(error != nil, "cut at \(length)") }
      #expect((error?.offset ?? 0) <= length)
    }
  }

  @Test func everyByteChangeIsAnswered() {
    for position in Self.sample.indices {
      for change in [0x01, 0x80, 0xFF, 0x40] as [UInt8] {
        var bytes = Self.sample
        bytes[position] ^= change
        _ = validationError(bytes)
        _ = try? ModuleDecoder.decode(bytes).names()
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func randomMutationsAreAnswered(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var bytes = Self.sample
      for _ in 0...random.below(6) {
        let position = 8 + random.below(bytes.count - 8)
        switch random.below(5) {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: random.below(256))
        case 1: bytes[position] = [0x0B, 0x00, 0x7F, 0xFF, 0x80, 0xFB, 0xFD][random.below(7)]
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(bytes[8 + random.below(bytes.count - 8)], at: position)
        default:
          let end = min(bytes.count, position + random.below(30))
          bytes.insert(contentsOf: bytes[position..<end], at: position)
        }
      }
      let error = validationError(bytes)
      // The seed is in the name of the failing case; the bytes say the rest.
      #expect((error?.offset ?? 0) <= bytes.count, "\(bytes)")
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func randomCodeIsAnswered(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var code = Code()
      for _ in 0..<random.below(40) {
        code = code.op(Opcode.allCases[random.below(Opcode.allCases.count)])
        for _ in 0..<random.below(4) { code = code.raw([UInt8(random.below(8))]) }
      }
      var builder = DecodedSampleTests.sample()
      builder.function([.i32], [.i32], Code().op(.unreachable) + code)
      #expect(validationError(builder.bytes)?.offset ?? 0 <= builder.bytes.count)
    }
  }

  @Test func deepNestingIsNotRecursion() {
    for opcode in [Opcode.block, .loop] {
      var builder = ModuleBuilder()
      let depth = 49_999
      let begin = Code(
        Array([[UInt8]](repeating: encoding(of: opcode) + [0x40], count: depth).joined()))
      builder.function([], [], begin + Code().op(.br, UInt32(depth)) + Code().op(.end) * depth)
      #expect(validationError(builder.bytes) == nil)
    }
    // Also where decoding looks for the end of a constant expression.
    var builder = ModuleBuilder()
    builder.global(
      .i32,
      Code([UInt8](repeating: 0x02, count: 0)) + Code([0x02, 0x40]) * 100_000
        + Code().op(.end) * 100_000)
    #expect(validationError(builder.bytes)?.message == "constant expression required")
  }

  @Test func manyLocalsCostNothingUnlessUsed() {
    var builder = ModuleBuilder()
    let type = builder.type()
    for _ in 0..<2_000 { _ = builder.function(type, locals: [(100_000, .i64)]) }
    _ = builder.function(
      type, locals: [(50_000, .i64), (50_000, .f32)],
      Code().localGet(99_999).localSet(50_000).localGet(49_999).localSet(0))
    #expect(validationError(builder.bytes) == nil)
  }

  @Test func longListsOfOperands() {
    var builder = ModuleBuilder()
    let many = [ValueType](repeating: .i32, count: 1_000)
    let source = builder.function([], many, Code().op(.unreachable))
    let sink = builder.function(many, [], Code())
    let both = Code().call(source).call(sink)
    builder.function([], [], both * 2_000)
    #expect(validationError(builder.bytes) == nil)
    builder.function([], [], Code().call(source) * 2_000)
    #expect(validationError(builder.bytes)?.code == .limitExceeded)
  }
}
