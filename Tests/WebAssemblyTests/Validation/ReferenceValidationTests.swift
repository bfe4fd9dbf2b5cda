import Testing
import WebAssembly

/// Typed references, casts, structures, arrays and exceptions.
@Suite struct ReferenceValidationTests {
  /// 0: func; 1: struct { mut i32, i8 } open; 2: struct of 1 with mut ref 1; 3: array mut i16;
  /// 4: array funcref; 5: func (i32) -> (); 6: struct { (ref func) }.
  private func prepare(_ b: inout ModuleBuilder) {
    _ = b.type()
    _ = b.defineType([0x50, 0, 0x5F] + vector([[0x7F, 1], [0x78, 0]]))
    _ = b.defineType([0x50, 1, 1, 0x5F] + vector([[0x7F, 1], [0x78, 0], [0x63, 1, 1]]))
    _ = b.defineType([0x5E, 0x77, 1])
    _ = b.defineType([0x5E, 0x70, 0])
    _ = b.type([.i32])
    _ = b.defineType([0x5F] + vector([[0x64, 0x70, 0]]))
    b.tag(5)
    b.declare([0])
    _ = b.passiveElement([])
    _ = b.passiveData([])
    b.hasDataCount = true
    b.function([], [], Code())
  }

  private func check(
    _ message: String?, _ parameters: [ValueType] = [], _ results: [ValueType] = [], _ code: Code,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func build(_ b: inout ModuleBuilder) {
      prepare(&b)
      let gets = parameters.indices.reduce(Code()) { $0.localGet(UInt32($1)) }
      b.function(parameters, results, gets + code)
    }
    if let message {
      expectInvalid(message, sourceLocation: sourceLocation, build)
    } else {
      expectValid(sourceLocation: sourceLocation, build)
    }
  }

  private func ref(_ index: UInt32, null: Bool = false) -> ValueType {
    .reference(.index(index), nullable: null)
  }

  @Test func functionReferences() {
    check(nil, [], [ref(0)], Code().op(.refFunc, 0))
    check(nil, [], [.funcref], Code().op(.refFunc, 0))
    check("type mismatch", [], [ref(5)], Code().op(.refFunc, 0))
    check(nil, [ref(0, null: true)], [ref(0)], Code().op(.refAsNonNull))
    check("type mismatch", [ref(0, null: true)], [ref(0)], Code())
    check(nil, [.i32, ref(5, null: true)], [], Code().op(.callRef, 5))
    check("type mismatch", [.i32, .funcref], [], Code().op(.callRef, 5))
    check("unknown type", [.i32], [], Code().op(.callRef, 1))
    check(nil, [.i32, ref(5)], [], Code().op(.returnCallRef, 5))
    check("type mismatch", [.i32, ref(5)], [.i32], Code().op(.returnCallRef, 5))
  }

  @Test func branchesOnNull() {
    let keep = Code().block(.block, .empty, Code().localGet(0).op(.brOnNull, 0).drop())
    check(nil, [ref(0, null: true)], [], Code().drop() + keep)
    check("type mismatch", [.i32], [], Code().op(.brOnNull, 0).drop())
    let type = BlockType.value(ref(0))
    let taken = Code().block(.block, type, Code().localGet(0).op(.brOnNonNull, 0).op(.unreachable))
    check(nil, [ref(0, null: true)], [ref(0)], Code().drop() + taken)
    check("type mismatch", [ref(0, null: true)], [], Code().op(.brOnNonNull, 0))
    check("unknown label 3", [ref(0, null: true)], [], Code().op(.brOnNull, 3).drop())
  }

  @Test func casts() {
    let any = ValueType.reference(.any, nullable: true)
    check(nil, [any], [.i32], Code().op(.refTest).raw(code(HeapType.i31)))
    check(nil, [any], [ref(1)], Code().op(.refCast).raw([1]))
    check(nil, [any], [ref(1, null: true)], Code().op(.refCastNull).raw([1]))
    check("type mismatch", [any], [ref(1)], Code().op(.refCastNull).raw([1]))
    check("type mismatch", [.funcref], [.i32], Code().op(.refTest).raw([1]))
    check(nil, [.funcref], [.i32], Code().op(.refTest).raw([0]))
    check("unknown type 40", [any], [.i32], Code().op(.refTest).raw([40]))
    // From (ref null 1) to (ref 2): taken with the target, kept with the source.
    let cast: [UInt8] = [0b01, 0, 1, 2]
    let block = Code().block(
      .block, .value(ref(2)),
      Code().localGet(0).op(.brOnCast).raw(cast).drop().op(.unreachable))
    check(nil, [ref(1, null: true)], [ref(2)], Code().drop() + block)
    check(
      "type mismatch", [ref(2, null: true)], [], Code().op(.brOnCast).raw([0b01, 0, 2, 1]).drop())
    let fails = Code().block(
      .block, .value(ref(1, null: true)),
      Code().localGet(0).op(.brOnCastFail).raw(cast).op(.return))
    check("type mismatch", [ref(1, null: true)], [ref(1)], Code().drop() + fails)
    check(nil, [.externref], [any], Code().op(.anyConvertExtern))
    check(nil, [any], [.externref], Code().op(.externConvertAny))
    check("type mismatch", [.funcref], [any], Code().op(.anyConvertExtern))
    check(
      nil, [.reference(.external, nullable: false)], [.reference(.any, nullable: false)],
      Code().op(.anyConvertExtern))
  }

  @Test func structures() {
    check(nil, [], [ref(1)], Code().i32(1).i32(2).op(.structNew, 1))
    check("type mismatch", [], [ref(1)], Code().i32(1).i64(2).op(.structNew, 1))
    check(nil, [], [ref(1)], Code().op(.structNewDefault, 2))
    check("type mismatch", [], [], Code().op(.structNewDefault, 6).drop())
    check("unknown type", [], [], Code().op(.structNew, 3).drop())
    check("unknown type", [], [], Code().op(.structNew, 99).drop())
    check(nil, [ref(2, null: true)], [.i32], Code().op(.structGet, 1, 0))
    check(nil, [ref(1)], [.i32], Code().op(.structGetS, 1, 1))
    check("type mismatch", [ref(1)], [.i32], Code().op(.structGet, 1, 1))
    check("type mismatch", [ref(1)], [.i32], Code().op(.structGetU, 1, 0))
    check("unknown field 2", [ref(1)], [.i32], Code().op(.structGet, 1, 2))
    check(nil, [ref(1), .i32], [], Code().op(.structSet, 1, 0))
    check("immutable field", [ref(1), .i32], [], Code().op(.structSet, 1, 1))
    check("type mismatch", [ref(1), .i32], [], Code().op(.structSet, 2, 0))
    check(nil, [ref(1), ref(2)], [.i32], Code().op(.refEq))
    check("type mismatch", [ref(1), .funcref], [.i32], Code().op(.refEq))
  }

  @Test func arrays() {
    check(nil, [], [ref(3)], Code().i32(7).i32(10).op(.arrayNew, 3))
    check(nil, [], [ref(4)], Code().i32(10).op(.arrayNewDefault, 4))
    check(nil, [], [ref(3)], Code().i32(7).i32(10).op(.arrayNewFixed, 3, 2))
    check("type mismatch", [], [ref(3)], Code().i32(7).op(.arrayNewFixed, 3, 2))
    check(nil, [], [ref(3)], Code().i32(0).i32(0).op(.arrayNewData, 3, 0))
    check("array type is not numeric", [], [], Code().i32(0).i32(0).op(.arrayNewData, 4, 0).drop())
    check("unknown data segment 1", [], [], Code().i32(0).i32(0).op(.arrayNewData, 3, 1).drop())
    check(nil, [], [ref(4)], Code().i32(0).i32(0).op(.arrayNewElem, 4, 1))
    check("type mismatch", [], [], Code().i32(0).i32(0).op(.arrayNewElem, 3, 1).drop())
    check("unknown elem segment 5", [], [], Code().i32(0).i32(0).op(.arrayNewElem, 4, 5).drop())
    check(nil, [ref(3), .i32], [.i32], Code().op(.arrayGetU, 3))
    check("type mismatch", [ref(3), .i32], [.i32], Code().op(.arrayGet, 3))
    check(nil, [ref(4), .i32], [.funcref], Code().op(.arrayGet, 4))
    check(nil, [ref(3), .i32, .i32], [], Code().op(.arraySet, 3))
    check("immutable array", [ref(4), .i32, .funcref], [], Code().op(.arraySet, 4))
    check(nil, [ref(3)], [.i32], Code().op(.arrayLen))
    check("type mismatch", [ref(1)], [.i32], Code().op(.arrayLen))
    check(nil, [ref(3), .i32, .i32, .i32], [], Code().op(.arrayFill, 3))
    let two: [ValueType] = [ref(3), .i32, ref(3), .i32, .i32]
    check(nil, two, [], Code().op(.arrayCopy, 3, 3))
    check("array types do not match", two, [], Code().op(.arrayCopy, 3, 4))
    check("immutable array", two, [], Code().op(.arrayCopy, 4, 4))
    check(nil, [ref(3), .i32, .i32, .i32], [], Code().op(.arrayInitData, 3, 0))
    check("immutable array", [ref(4), .i32, .i32, .i32], [], Code().op(.arrayInitElem, 4, 1))
    check(nil, [.i32], [.i32], Code().op(.refI31).op(.i31GetS))
    check("type mismatch", [ref(1)], [.i32], Code().op(.i31GetU))
  }

  @Test func exceptions() {
    let exception = ValueType.reference(.exception, nullable: false)
    check(nil, [.i32], [], Code().op(.throw, 0))
    check(
      "type mismatch: instruction requires [i32] but stack has [i64]", [.i64], [],
      Code().op(.throw, 0))
    check(
      "type mismatch: instruction requires [i32] but stack has []", [], [], Code().op(.throw, 0))
    check("unknown tag 1", [], [], Code().op(.throw, 1))
    check(nil, [.reference(.exception, nullable: true)], [], Code().op(.throwRef))
    check("type mismatch", [.externref], [], Code().op(.throwRef))
    func table(_ clause: [UInt8]) -> Code {
      Code().op(.tryTable).raw([0x40, 1] + clause).op(.end).op(.unreachable)
    }
    check(nil, [], [.i32], table([0, 0, 0]))
    check("type mismatch", [], [.i64], table([0, 0, 0]))
    check(nil, [], [.i32, exception], table([1, 0, 0]))
    check("type mismatch", [], [.i32], table([1, 0, 0]))
    check(nil, [], [], table([2, 0]))
    check(nil, [], [.reference(.exception, nullable: true)], table([3, 0]))
    check("type mismatch", [], [], table([3, 0]))
    check("unknown tag 7", [], [], table([0, 7, 0]))
    check("unknown label 1", [], [], table([2, 1]))
  }
}
