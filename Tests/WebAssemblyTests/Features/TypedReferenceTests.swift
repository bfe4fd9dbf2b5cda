import Testing
import WebAssembly

/// References to functions of a known type.
struct TypedReferenceTests {
  static let text = """
    (module
      (type $binary (func (param i32 i32) (result i32)))
      (type $unary (func (param i32) (result i32)))
      (func $add (export "add") (type $binary) (i32.add (local.get 0) (local.get 1)))
      (func $twice (export "twice") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
      (elem declare func $add $twice)
      (table $t (export "t") 2 (ref null $binary))
      (table $filled (export "filled") 3 (ref $binary) (ref.func $add))
      (global (export "g") (mut (ref null $binary)) (ref.null $binary))
      (func (export "apply") (param (ref null $binary)) (param i32 i32) (result i32)
        (call_ref $binary (local.get 1) (local.get 2) (local.get 0)))
      (func (export "tail") (param (ref null $binary)) (param i32 i32) (result i32)
        (return_call_ref $binary (local.get 1) (local.get 2) (local.get 0)))
      (func (export "or") (param (ref null $binary)) (param i32) (result i32)
        (block $null
          (drop (br_on_null $null (local.get 0)))
          (return (call_ref $binary (local.get 1) (local.get 1) (local.get 0))))
        (i32.const -1))
      (func (export "orElse") (param (ref null $binary)) (param i32) (result i32)
        (block $some (result (ref $binary))
          (br_on_non_null $some (local.get 0))
          (return (i32.const -1)))
        (local.set 0)
        (call_ref $binary (local.get 1) (local.get 1) (ref.as_non_null (local.get 0))))
      (func (export "loop") (param $n i32) (result i32) (local $f (ref $binary))
        (local $sum i32)
        (local.set $f (ref.func $add))
        (loop $l
          (local.set $sum (call_ref $binary (local.get $sum) (local.get $n) (local.get $f)))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br_if $l (local.get $n)))
        (local.get $sum))
      (func (export "first") (result i32)
        (call_ref $binary (i32.const 3) (i32.const 4) (table.get $filled (i32.const 2)))))
    """

  @Test
  func callsAndBranches() throws {
    let instance = try FeatureGuest.instance(Self.text)
    let add = Value.function(instance.function("add"))
    let null = Value.function(nil)
    func call(_ name: String, _ arguments: Value...) throws -> Value? {
      try instance.call(name, arguments: arguments).first
    }
    for name in ["apply", "tail"] {
      guard case .i32(7) = try call(name, add, .i32(3), .i32(4)) else {
        Issue.record("\(name)")
        continue
      }
      #expect(
        try FeatureGuest.trap(instance, name, [null, .i32(3), .i32(4)])
          == .nullFunctionReference)
    }
    for name in ["or", "orElse"] {
      guard case .i32(10) = try call(name, add, .i32(5)),
        case .i32(-1) = try call(name, null, .i32(5))
      else {
        Issue.record("\(name)")
        continue
      }
    }
    #expect(try instance.call("loop", Int32(100)) as Int32 == 5050)
    #expect(try instance.call("first") as Int32 == 7)
  }

  @Test
  func hostCannotPassAFunctionOfAnotherType() throws {
    let instance = try FeatureGuest.instance(Self.text)
    let twice = Value.function(instance.function("twice"))
    #expect(throws: CallError.self) {
      try instance.call("apply", arguments: [twice, .i32(1), .i32(2)])
    }
    #expect(throws: CallError.self) { try instance.table("t")?.set(0, twice) }
    #expect(throws: CallError.self) { try instance.table("filled")?.set(0, .function(nil)) }
    #expect(throws: CallError.self) { try instance.global("g")?.set(twice) }
    #expect(throws: CallError.self) {
      try Table(
        store: instance.store,
        type: TableType(
          element: .reference(.function, nullable: false), limits: SizeLimits(minimum: 1)))
    }
    try instance.global("g")?.set(.function(instance.function("add")))
    try instance.table("t")?.set(0, .function(instance.function("add")))
  }

  @Test
  func referencesOfOtherStoresAreRefused() throws {
    let one = try FeatureGuest.instance(Self.text)
    let other = try FeatureGuest.instance(Self.text)
    #expect(throws: CallError.self) {
      try one.call(
        "apply", arguments: [.function(other.function("add")), .i32(1), .i32(2)])
    }
  }

  @Test
  func fuelIsTheSameInSteps() throws {
    let instance = try FeatureGuest.instance(Self.text, metered: true)
    let whole = try FeatureGuest.straight(instance, "loop", [.i32(20)])
    let steps = try FeatureGuest.stepped(instance, "loop", [.i32(20)])
    #expect(whole.progress.integer == 210)
    #expect(steps.progress.integer == 210)
    // Two operators before the loop, its own, in each round eleven and three in the callee, and
    // one at the end.
    #expect(whole.fuel == 2 + 1 + 20 * (11 + 3) + 1)
    #expect(steps.fuel == whole.fuel)
  }

  @Test
  func indirectCallsAcceptDeclaredSubtypesOnly() throws {
    let instance = try FeatureGuest.instance(
      """
      (module
        (type $f (func (result i32))) (type $g (func (result i64)))
        (table funcref (elem $one $two))
        (func $one (type $f) (i32.const 1)) (func $two (type $g) (i64.const 2))
        (func (export "call") (param i32) (result i32) (call_indirect (type $f) (local.get 0))))
      """)
    #expect(try instance.call("call", Int32(0)) as Int32 == 1)
    #expect(try FeatureGuest.trap(instance, "call", [.i32(1)]) == .indirectCallTypeMismatch)
  }
}
