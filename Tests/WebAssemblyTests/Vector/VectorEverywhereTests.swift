import Testing
import WebAssembly

/// Vectors in all places that values can be: fields, elements, exceptions, tables of globals, calls
/// into the host and out of it, calls that stop at every safepoint.
@Suite struct VectorEverywhereTests {
  private static let text = """
    (module
      (type $s (sub (struct (field $a (mut i8)) (field $v (mut v128)) (field $b (mut i32)))))
      (type $t (sub $s (struct (field (mut i8)) (field (mut v128)) (field (mut i32))
        (field $w v128) (field $next (ref null $s)))))
      (type $vs (array (mut v128)))
      (type $pack (func (param v128 i32 v128) (result i32 v128 f64 v128)))
      (import "host" "swap" (func $swap (param v128 i32 v128) (result v128 i32 v128)))
      (import "host" "wait" (func $wait (param v128 f32) (result f32 v128)))
      (tag $e (param i32 v128 v128))
      (global $g (export "g") (mut v128) (v128.const i64x2 1 2))
      (global $kept (mut (ref null $t)) (ref.null $t))
      (data $d "0123456789abcdef0123456789ABCDEF")
      (func $id (param v128) (result v128) (local.get 0))

      ;; Through two structures, of which one is a subtype, and back.
      (func (export "fields") (param v128 v128) (result v128 v128 i32)
        (local $t (ref null $t))
        (local.set $t (struct.new $t (i32.const -1) (local.get 0) (i32.const 7) (local.get 1)
          (struct.new $s (i32.const 3) (local.get 1) (i32.const 9))))
        (struct.set $s $v (local.get $t) (i8x16.add (struct.get $s $v (local.get $t))
          (struct.get $s $v (struct.get $t $next (local.get $t)))))
        (global.set $kept (local.get $t))
        (struct.get $t 1 (global.get $kept)) (struct.get $t $w (local.get $t))
        (i32.add (struct.get_u $s $a (local.get $t)) (struct.get $s $b (local.get $t))))

      ;; An array of so many, filled, copied over itself and read from behind.
      (func (export "elements") (param $n i32) (param $v v128) (result v128)
        (local $x (ref null $vs)) (local $i i32) (local $sum v128)
        (local.set $x (array.new $vs (local.get $v) (local.get $n)))
        (loop $again
          (array.set $vs (local.get $x) (local.get $i)
            (i32x4.add (i32x4.splat (local.get $i)) (array.get $vs (local.get $x) (local.get $i))))
          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n))))
        (array.copy $vs $vs (local.get $x) (i32.const 1) (local.get $x) (i32.const 0)
          (i32.sub (local.get $n) (i32.const 1)))
        (array.fill $vs (local.get $x) (i32.const 0) (v128.const i32x4 5 5 5 5) (i32.const 1))
        (loop $back
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (local.set $sum (i32x4.add (local.get $sum)
            (array.get $vs (local.get $x) (local.get $i))))
          (br_if $back (local.get $i)))
        (local.get $sum))
      (func (export "fixed") (param v128 v128) (result v128)
        (v128.xor (array.get $vs (array.new_fixed $vs 3 (local.get 0) (local.get 1) (local.get 0))
            (i32.const 1))
          (array.get $vs (array.new_data $vs $d (i32.const 0) (i32.const 2)) (i32.const 1))))
      (func (export "defaults") (result v128)
        (v128.or (array.get $vs (array.new_default $vs (i32.const 4)) (i32.const 3))
          (struct.get $s $v (struct.new_default $s))))

      (func $throw (param i32 v128 v128) (throw $e (local.get 0) (local.get 1) (local.get 2)))
      (func (export "caught") (param v128 v128) (result i32 v128 v128)
        (local exnref)
        (block $again (result i32 v128 v128 exnref)
          (try_table (result i32 v128 v128 exnref) (catch_ref $e $again)
            (call $throw (i32.const 6) (local.get 0) (local.get 1)) (unreachable)))
        (local.set 2) drop drop drop
        (block $h (result i32 v128 v128)
          (try_table (result i32 v128 v128) (catch $e $h) (throw_ref (local.get 2)))))
      (func (export "thrown") (param v128) (throw $e (i32.const 1) (local.get 0)
        (v128.not (local.get 0))))

      (func (export "hosted") (param v128 i32 v128) (result v128 i32 v128)
        (call $swap (local.get 0) (local.get 1) (local.get 2)))
      (func (export "hostedTail") (param v128 i32 v128) (result v128 i32 v128)
        (return_call $swap (local.get 0) (local.get 1) (local.get 2)))
      (func (export "waited") (param v128) (result v128 f32 v128)
        (call $id (i8x16.add (local.get 0) (global.get $g)))
        (call $wait (local.get 0) (f32.const 2.5)))
      (func $deep (param i32 v128) (result v128)
        (if (result v128) (local.get 0)
          (then (i64x2.add (local.get 1)
            (call $deep (i32.sub (local.get 0) (i32.const 1))
              (i64x2.add (local.get 1) (v128.const i64x2 1 3)))))
          (else (local.get 1))))
      (export "deep" (func $deep)))
    """

  private static let a = Vector((0..<16).map { UInt8($0 * 7) })
  private static let b = Vector((0..<16).map { UInt8(250 - $0) })
  private static let types: [ValueType] = [.v128, .i32, .v128]

  private static var imports: Imports {
    var imports = Imports()
    imports.define("host", "swap", type: FunctionType(parameters: types, results: types)) { _, v in
      .finished([v[2], v[1], v[0]])
    }
    let wait = FunctionType(parameters: [.v128, .f32], results: [.f32, .v128])
    imports.define("host", "wait", type: wait) { _, values in
      let vector = values[0]
      return .suspended(
        Suspension(request: 1) { _ in .finished([.f32(0.5), vector]) })
    }
    return imports
  }

  /// What a call gives however it is run: in one go, with fuel unit by unit, collecting always.
  private func results(_ name: String, _ arguments: [Value]) throws -> [Value] {
    var all: [[String]] = []
    var last: [Value] = []
    for (metered, step, collects) in [
      (false, UInt64.max, false), (true, .max, true), (true, 1, false), (true, 3, true),
    ] {
      let store = Store()
      store.collectsAlways = collects
      let instance = try store.instantiate(
        try module(Self.text, metered: metered), imports: Self.imports)
      let call = try instance.start(name, arguments)
      var progress = try call.resume(fuel: step)
      while progress.isOutOfFuel || progress.suspension != nil {
        if collects { store.collectGarbage() }
        progress = try call.resume(fuel: step)
      }
      last = try #require(progress.results, "\(name): \(progress)")
      all.append(last.map { "\($0)" })
    }
    #expect(all.allSatisfy { $0 == all[0] }, "\(name): \(all)")
    return last
  }

  private func sum(_ l: Vector, _ q: Vector) -> Vector {
    Vector(zip(l.bytes, q.bytes).map { $0 &+ $1 })
  }

  @Test func fieldsOfStructures() throws {
    let found = try results("fields", [Self.a.value, Self.b.value])
    #expect(Vector(found[0]) == sum(Self.a, Self.b) && Vector(found[1]) == Self.b)
    #expect(found[2].text == "262")
  }

  @Test(arguments: [1, 2, 3, 100, 1000] as [Int32]) func elementsOfArrays(count: Int32) throws {
    let found = try results("elements", [.i32(count), Self.a.value])
    // The first element is five; the others are those before them: a, a + 1, ….
    let lanes = Self.a.lanes(UInt32.self).map { lane -> UInt32 in
      let others = UInt32(count - 1)
      return 5 &+ lane &* others &+ (0..<others).reduce(0, &+)
    }
    #expect(Vector(found[0])?.lanes(UInt32.self) == lanes)
  }

  @Test func otherArrays() throws {
    let upper = Vector(Array("0123456789ABCDEF".utf8))
    let found = try results("fixed", [Self.a.value, Self.b.value])
    #expect(Vector(found[0])?.bytes == zip(Self.b.bytes, upper.bytes).map { $0 ^ $1 })
    #expect(Vector(try results("defaults", [])[0]) == Vector(low: 0, high: 0))
  }

  @Test func exceptions() throws {
    let found = try results("caught", [Self.a.value, Self.b.value])
    #expect(found[0].text == "6")
    #expect(Vector(found[1]) == Self.a && Vector(found[2]) == Self.b)
    let instance = try guest(Self.text, imports: Self.imports)
    do {
      _ = try instance.call("thrown", arguments: [Self.a.value])
      Issue.record("no exception")
    } catch let exception as GuestException {
      #expect(exception.values.count == 3)
      #expect(Vector(exception.values[1]) == Self.a)
      #expect(Vector(exception.values[2])?.bytes == Self.a.bytes.map { ~$0 })
    }
  }

  @Test(arguments: ["hosted", "hostedTail"]) func hostFunctions(name: String) throws {
    let found = try results(name, [Self.a.value, .i32(-5), Self.b.value])
    #expect(Vector(found[0]) == Self.b && found[1].text == "-5" && Vector(found[2]) == Self.a)
  }

  @Test func suspendedHostFunctions() throws {
    let found = try results("waited", [Self.a.value])
    let one = Vector(low: 1, high: 2)
    #expect(Vector(found[0]) == sum(Self.a, one))
    #expect(found[1].text == "0.5" && Vector(found[2]) == Self.a)
  }

  @Test func deepRecursion() throws {
    let found = try results("deep", [.i32(200), Vector(low: 10, high: 20).value])
    // The sum of 10, 11, …, 210, and of 20, 23, …, 620.
    #expect(Vector(found[0]) == Vector(low: 201 * 110, high: 201 * 320))
  }

  @Test func globalsOfTheHost() throws {
    let instance = try guest(Self.text, imports: Self.imports)
    let global = try #require(instance.global("g"))
    #expect(Vector(global.value) == Vector(low: 1, high: 2))
    try global.set(Self.b.value)
    #expect(Vector(global.value) == Self.b)
    #expect(throws: CallError.self) { try global.set(.i64(1)) }
    #expect(throws: CallError.self) { try instance.call("thrown", arguments: [.i64(1)]) }
  }
}

extension Value {
  /// A number as text.
  fileprivate var text: String {
    switch self {
    case .i32(let value): "\(value)"
    case .f32(let value): "\(value)"
    default: "\(self)"
    }
  }
}
