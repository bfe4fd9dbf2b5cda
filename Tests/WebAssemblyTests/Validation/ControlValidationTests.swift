import Testing
import WebAssembly

@Suite struct ControlValidationTests {
  private func valid(
    _ parameters: [ValueType] = [], _ results: [ValueType] = [], _ code: Code,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectValid(sourceLocation: sourceLocation) { b in
      prepare(&b)
      b.function(parameters, results, code)
    }
  }

  private func invalid(
    _ message: String = "type mismatch", _ parameters: [ValueType] = [],
    _ results: [ValueType] = [], _ code: Code, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectInvalid(message, sourceLocation: sourceLocation) { b in
      prepare(&b)
      b.function(parameters, results, code)
    }
  }

  /// Type 0: i32 to i64; type 1: i32 to i32; type 2: nothing to f32 and f64.
  private func prepare(_ builder: inout ModuleBuilder) {
    _ = builder.type([.i32], [.i64])
    _ = builder.type([.i32], [.i32])
    _ = builder.type([], [.f32, .f64])
  }

  @Test func blocks() {
    valid([], [.i32], Code().block(.block, .value(.i32), Code().i32(1)))
    valid([], [.i64], Code().i32(1).block(.block, .index(0), Code().op(.i64ExtendI32S)))
    valid([], [.f32, .f64], Code().block(.loop, .index(2), Code().f32(1).f64(2)))
    invalid(Code().block(.block, .value(.i32), Code()))
    invalid(Code().block(.block, .empty, Code().i32(1)))
    invalid(Code().i32(0).block(.block, .empty, Code().drop()))
    invalid("unknown type", [], [], Code().block(.block, .index(9), Code()))
    invalid(Code().block(.block, .index(0), Code().i64(1)))
  }

  private func invalid(_ code: Code, sourceLocation: SourceLocation = #_sourceLocation) {
    invalid("type mismatch", [], [], code, sourceLocation: sourceLocation)
  }

  @Test func conditionals() {
    valid([.i32], [.i32], Code().localGet(0).ifElse(.value(.i32), Code().i32(1), Code().i32(2)))
    valid([.i32], [.i32], Code().i32(5).localGet(0).block(.if, .index(1), Code().drop().i32(6)))
    invalid(
      "type mismatch", [.i32], [.i32], Code().localGet(0).block(.if, .value(.i32), Code().i32(1)))
    invalid(
      "type mismatch", [.i32], [.i64],
      Code().i32(1).localGet(0).block(.if, .index(0), Code().op(.i64ExtendI32S)))
    invalid(Code().i64(0).block(.if, .empty, Code()))
    invalid(Code().i32(0).ifElse(.value(.i32), Code().i32(1), Code().i64(1)).drop())
  }

  @Test func branches() {
    valid([], [], Code().block(.block, .empty, Code().op(.br, 0)))
    valid([], [.i32], Code().block(.block, .value(.i32), Code().i32(1).op(.br, 0)))
    valid([], [.i32], Code().i32(1).op(.br, 0))
    // A branch to a loop takes its parameters, not its results.
    valid([], [.i64], Code().i32(1).block(.loop, .index(0), Code().op(.br, 0)))
    invalid(
      "type mismatch", [], [.i64],
      Code().i32(1).block(.loop, .index(0), Code().drop().i64(1).op(.br, 0)))
    valid(
      [.i32], [.i32], Code().block(.block, .value(.i32), Code().i32(7).localGet(0).op(.brIf, 0)))
    invalid(Code().block(.block, .empty, Code().op(.brIf, 0)))
    invalid("unknown label", [], [], Code().op(.br, 1))
    invalid("unknown label 7", [], [], Code().op(.br, 7))
    invalid("type mismatch", [], [.i32], Code().op(.return))
    valid([], [.i32], Code().i64(0).i32(0).op(.return))
  }

  @Test func branchTables() {
    let inner = Code().i32(0).brTable([0, 1, 0, 2])
    valid([], [], Code().block(.block, .empty, Code().block(.block, .empty, inner)))
    valid([], [.i32], Code().block(.block, .value(.i32), Code().i32(1).i32(0).brTable([0, 1, 0])))
    invalid("unknown label 9", [], [], Code().i32(0).brTable([0, 9]))
    invalid("unknown label", [], [], Code().i32(0).brTable([1]))
    invalid(Code().brTable([0]))
    // Labels with different numbers of values.
    invalid(
      "type mismatch", [], [.i32],
      Code().block(.block, .empty, Code().i32(1).i32(0).brTable([0, 1])).i32(1))
    // In unreachable code labels may take different types, but not different numbers.
    let mixed = Code().op(.unreachable).i32(0).brTable([0, 1])
    valid([], [.i64], Code().block(.block, .value(.i32), mixed).drop().i64(0))
    invalid("type mismatch", [], [.i64], Code().block(.block, .empty, mixed).i64(0))
  }

  @Test func unreachableCode() {
    valid([], [.i32], Code().op(.unreachable))
    valid([], [.i32], Code().op(.unreachable).op(.i32Add))
    valid([], [.i64], Code().op(.unreachable).op(.select))
    valid([], [.i64], Code().op(.unreachable).i64(1).i32(0).op(.select))
    invalid("type mismatch", [], [.i32], Code().op(.unreachable).i64(1).i32(0).op(.select))
    invalid("type mismatch", [], [.i32], Code().op(.unreachable).i64(1).op(.i32Add))
    invalid("type mismatch", [], [], Code().op(.unreachable).i32(1))
    invalid("type mismatch", [], [], Code().op(.unreachable).block(.block, .empty, Code().drop()))
    valid([], [], Code().op(.unreachable).drop().drop().drop())
    // The end of a block makes code reachable again.
    invalid(Code().block(.block, .empty, Code().op(.unreachable)).drop())
    // A branch in unreachable code leaves the types of its label.
    invalid(
      "type mismatch", [], [.i32], Code().op(.unreachable).op(.brIf, 0).op(.i64Eqz).op(.i64Eqz))
  }

  @Test func select() {
    valid([], [.f32], Code().f32(1).f32(2).i32(0).op(.select))
    invalid("type mismatch", [], [.f32], Code().f32(1).f64(2).i32(0).op(.select))
    invalid("type mismatch", [], [.f32], Code().f32(1).f32(2).i64(0).op(.select))
    let references = Code().refNull(.function).refNull(.function).i32(0)
    invalid("type mismatch", [], [.funcref], references.op(.select))
    valid([], [.funcref], references.op(.selectTyped).raw([1, 0x70]))
    invalid("type mismatch", [], [.externref], references.op(.selectTyped).raw([1, 0x6F]))
    invalid("invalid result arity", [], [], references.op(.selectTyped).raw([0]).drop())
    invalid("invalid result arity", [], [], references.op(.selectTyped).raw([2, 0x70, 0x70]))
  }

  @Test func locals() {
    expectValid { b in
      b.function(
        [.i32], [.f64], locals: [(2, .i64), (0, .f32), (70_000, .f64)],
        Code().localGet(2).drop().localGet(70_002).localTee(3))
    }
    expectInvalid("unknown local 70003") { b in
      b.function([.i32], [], locals: [(2, .i64), (70_000, .f64)], Code().localGet(70_003).drop())
    }
    expectInvalid("type mismatch") { b in
      b.function([.i32], [], locals: [(1, .i64)], Code().i32(0).localSet(1))
    }
  }

  @Test func localsWithoutDefault() {
    let type = ValueType.reference(.function, nullable: false)
    func check(_ message: String?, _ code: Code, sourceLocation: SourceLocation = #_sourceLocation)
    {
      func build(_ b: inout ModuleBuilder) {
        let function = b.type()
        _ = b.function(function)
        b.declare([0])
        b.function([.i32, type], [], locals: [(1, .i32), (2, type)], code)
      }
      if let message {
        expectInvalid(message, sourceLocation: sourceLocation, build)
      } else {
        expectValid(sourceLocation: sourceLocation, build)
      }
    }
    let set = Code().op(.refFunc, 0).localSet(3)
    let get = Code().localGet(3).drop()
    check(nil, Code().localGet(1).drop())
    check("uninitialized local 3", get)
    check(nil, set + get)
    check(nil, Code().op(.refFunc, 0).localTee(3).drop() + get)
    check("uninitialized local 4", set + Code().localGet(4).drop())
    // What was set in a block is not set after it, nor in its other arm.
    check("uninitialized local 3", Code().block(.block, .empty, set) + get)
    check(nil, Code().block(.block, .empty, set + get))
    check("uninitialized local 3", Code().localGet(0).ifElse(.empty, set, get))
    check(nil, set + Code().localGet(0).ifElse(.empty, get, set) + get)
  }

  @Test func calls() {
    func check(
      _ message: String?, _ results: [ValueType], _ code: Code,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      func build(_ b: inout ModuleBuilder) {
        let type = b.type([.i32, .i64], [.f32, .f64])
        _ = b.importFunction("a", "b", type)
        b.table(.funcref, 1)
        b.table(.externref, 1)
        b.function([], results, code)
      }
      if let message {
        expectInvalid(message, sourceLocation: sourceLocation, build)
      } else {
        expectValid(sourceLocation: sourceLocation, build)
      }
    }
    let arguments = Code().i32(1).i64(2)
    let both: [ValueType] = [.f32, .f64]
    check(nil, both, arguments.call(0))
    check(
      "type mismatch: instruction requires [i32 i64] but stack has [i64 i64]", both,
      Code().i64(1).i64(2).call(0))
    check("type mismatch", both, Code().i64(2).call(0))
    check("unknown function 5", [], Code().call(5))
    check(nil, both, arguments.i32(0).op(.callIndirect, 0, 0))
    check("type mismatch", both, arguments.i64(0).op(.callIndirect, 0, 0))
    check("type mismatch", both, arguments.i32(0).op(.callIndirect, 0, 1))
    check("unknown table 2", both, arguments.i32(0).op(.callIndirect, 0, 2))
    check("unknown type 7", both, arguments.i32(0).op(.callIndirect, 7, 0))
    check(nil, both, arguments.op(.returnCall, 0))
    check(nil, both, arguments.op(.returnCall, 0).op(.i32Add).drop())
    check("type mismatch", [.f32], arguments.op(.returnCall, 0))
    check(nil, both, arguments.i32(0).op(.returnCallIndirect, 0, 0))
    check("type mismatch", [], arguments.i32(0).op(.returnCallIndirect, 0, 0))
  }
}
