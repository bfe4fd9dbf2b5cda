import Testing
import WebAssembly

/// Handles on objects of guests.
struct GuestReferenceTests {
  private static let text = """
    (module
      (type $point (struct
        (field (mut i32)) (field (mut i8)) (field (mut i16)) (field (mut f64)) (field i64)
        (field (mut anyref)) (field (mut f32)) (field (mut externref))))
      (type $other (struct (field i32)))
      (type $bytes (array (mut i8)))
      (func (export "point") (result (ref $point))
        (struct.new $point (i32.const -5) (i32.const -1) (i32.const -2) (f64.const 2.5)
          (i64.const 9) (ref.null any) (f32.const 1.5) (ref.null extern)))
      (func (export "bytes") (result (ref $bytes))
        (array.new_fixed $bytes 3 (i32.const 1) (i32.const 255) (i32.const 3)))
      (func (export "x") (param (ref null $point)) (result i32)
        (struct.get $point 0 (local.get 0)))
      (func (export "small") (param (ref $point)) (result i32)
        (struct.get_s $point 1 (local.get 0)))
      (func (export "isOther") (param anyref) (result i32)
        (ref.test (ref $other) (local.get 0)))
      (func (export "takesOther") (param (ref $other)))
      (func (export "takesStruct") (param structref))
      (func (export "takesArray") (param (ref array)))
      (func (export "takesEq") (param eqref))
      (func (export "takesInteger") (param (ref i31)) (result i32)
        (i31.get_s (local.get 0)))
      (func (export "takesAny") (param anyref) (result externref)
        (extern.convert_any (local.get 0)))
      (func (export "takesExternal") (param externref) (result anyref)
        (any.convert_extern (local.get 0))))
    """

  private func reference(_ instance: Instance, _ name: String) throws -> GuestReference {
    guard case .reference(let reference?)? = try instance.call(name, arguments: []).first else {
      throw NotAReference()
    }
    return reference
  }

  private func integer(_ instance: Instance, _ name: String, _ value: Value) throws -> Int32? {
    guard case .i32(let result)? = try instance.call(name, arguments: [value]).first else {
      return nil
    }
    return result
  }

  private struct NotAReference: Error {}

  private func code(_ body: () throws -> Void) -> CallError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? CallError)?.code
    }
  }

  @Test
  func fieldsAreReadAndWritten() throws {
    let instance = try guest(Self.text)
    let store = instance.store
    let point = try reference(instance, "point")
    #expect(point.kind == .structure)
    #expect(try store.count(of: point) == 8)
    #expect(try "\(store.value(0, of: point))" == "i32(-5)")
    #expect(try "\(store.value(1, of: point))" == "i32(255)")
    #expect(try "\(store.value(1, of: point, isSigned: true))" == "i32(-1)")
    #expect(try "\(store.value(2, of: point))" == "i32(65534)")
    #expect(try "\(store.value(2, of: point, isSigned: true))" == "i32(-2)")
    #expect(try "\(store.value(3, of: point))" == "f64(2.5)")
    #expect(try "\(store.value(4, of: point))" == "i64(9)")
    #expect(try "\(store.value(6, of: point))" == "f32(1.5)")
    try store.set(.i32(77), at: 0, of: point)
    try store.set(.i32(0x1FE), at: 1, of: point)
    #expect(try integer(instance, "x", .reference(point)) == 77)
    #expect(try integer(instance, "small", .reference(point)) == -2)
    try store.set(.external(ExternalReference("host")), at: 7, of: point)
    store.collectGarbage()
    guard case .external(let value?) = try store.value(7, of: point) else {
      Issue.record("no host value")
      return
    }
    #expect(value.value as? String == "host")
  }

  @Test
  func fieldsAreChecked() throws {
    let instance = try guest(Self.text)
    let store = instance.store
    let point = try reference(instance, "point")
    let bytes = try reference(instance, "bytes")
    #expect(bytes.kind == .array)
    #expect(try store.count(of: bytes) == 3)
    #expect(try "\(store.value(1, of: bytes, isSigned: true))" == "i32(-1)")
    for index in [-1, 3, Int.max, Int.min] {
      #expect(code { _ = try store.value(index, of: bytes) } == .noSuchField)
    }
    #expect(code { _ = try store.value(8, of: point) } == .noSuchField)
    #expect(code { try store.set(.i64(1), at: 4, of: point) } == .typeMismatch)
    #expect(code { try store.set(.i64(1), at: 0, of: point) } == .typeMismatch)
    #expect(code { try store.set(.external(nil), at: 5, of: point) } == .typeMismatch)
    try store.set(.reference(bytes), at: 5, of: point)
    #expect(try "\(store.value(5, of: point))" == "\(Value.reference(bytes))")
    let integer = GuestReference(integer: 4)
    #expect(try store.count(of: integer) == 0)
    #expect(code { _ = try store.value(0, of: integer) } == .noSuchField)
  }

  @Test
  func typesOfArgumentsAreChecked() throws {
    let instance = try guest(Self.text)
    let point = Value.reference(try reference(instance, "point"))
    let bytes = Value.reference(try reference(instance, "bytes"))
    let integer = Value.reference(GuestReference(integer: -3))
    let host = Value.reference(try instance.store.reference(to: ExternalReference(1)))
    func accepts(_ name: String, _ value: Value) -> Bool {
      code { _ = try instance.call(name, arguments: [value]) } == nil
    }
    let table: [(String, [Bool])] = [
      ("x", [true, false, false, false]), ("takesOther", [false, false, false, false]),
      ("takesStruct", [true, false, false, false]), ("takesArray", [false, true, false, false]),
      ("takesEq", [true, true, true, false]), ("takesInteger", [false, false, true, false]),
      ("takesAny", [true, true, true, true]), ("takesExternal", [false, false, false, false]),
    ]
    for (name, expected) in table {
      #expect([point, bytes, integer, host].map { accepts(name, $0) } == expected, "\(name)")
    }
    #expect(!accepts("takesInteger", .reference(nil)))
    #expect(!accepts("x", .function(nil)))
    #expect(try self.integer(instance, "takesInteger", integer) == -3)
  }

  @Test
  func otherStoresRefuse() throws {
    let instance = try guest(Self.text)
    let other = try guest(Self.text)
    let point = try reference(instance, "point")
    let refused: [() throws -> Void] = [
      { _ = try other.call("x", arguments: [.reference(point)]) },
      { _ = try other.call("takesExternal", arguments: [.external(ExternalReference(point))]) },
      { _ = try other.store.value(0, of: point) },
      { try other.store.set(.i32(1), at: 0, of: point) },
      { _ = try other.store.external(of: point) },
    ]
    for body in refused { #expect(code(body) == .foreignReference) }
    // Integers belong to no store.
    let integer = GuestReference(integer: 5)
    #expect(try other.call("takesInteger", arguments: [.reference(integer)]).count == 1)
  }

  @Test
  func handlesKeepObjectsAndLetGo() throws {
    let instance = try guest(Self.text)
    let store = instance.store
    var point: GuestReference? = try reference(instance, "point")
    let copy = point
    store.collectGarbage()
    #expect(store.heapByteCount > 0)
    #expect(point == copy)
    #expect(try reference(instance, "point") != copy)
    point = nil
    store.collectGarbage()
    #expect(try copy.map { "\(try store.value(0, of: $0))" } == "i32(-5)")
  }

  @Test
  func droppedHandlesLetGo() throws {
    let instance = try guest(Self.text)
    for _ in 0..<100 { _ = try reference(instance, "point") }
    instance.store.collectGarbage()
    #expect(instance.store.heapByteCount <= 128)
  }

  @Test
  func handlesMayOutliveTheStore() throws {
    var kept: [GuestReference] = []
    do {
      let instance = try guest(Self.text)
      kept.append(try reference(instance, "point"))
    }
    #expect(kept[0].kind == .structure)
    let other = try guest(Self.text)
    #expect(code { _ = try other.store.value(0, of: kept[0]) } == .foreignReference)
  }

  @Test
  func conversionsKeepIdentity() throws {
    let instance = try guest(Self.text)
    let point = try reference(instance, "point")
    guard
      case .external(let outside?)? = try instance.call(
        "takesAny", arguments: [.reference(point)]
      ).first
    else {
      Issue.record("no reference")
      return
    }
    #expect(outside.value as? GuestReference == point)
    guard
      case .reference(let back?)? = try instance.call(
        "takesExternal", arguments: [.external(outside)]
      ).first
    else {
      Issue.record("no reference")
      return
    }
    #expect(back == point)
    let host = ExternalReference("mine")
    guard
      case .reference(let inside?)? = try instance.call(
        "takesExternal", arguments: [.external(host)]
      ).first
    else {
      Issue.record("no reference")
      return
    }
    #expect(inside.kind == .external)
    #expect(try instance.store.external(of: inside)?.value as? String == "mine")
  }

  @Test
  func hostValuesGoWhenNoGuestCanReachThem() throws {
    let instance = try CollectedGuest.instance()
    weak var value: Canary?
    do {
      let canary = Canary()
      value = canary
      let inside = try instance.store.reference(to: ExternalReference(canary))
      _ = try instance.call("keep", arguments: [.reference(inside)])
    }
    instance.store.collectGarbage()
    #expect(value != nil)
    try instance.call("forget")
    try instance.call("rings", Int32(10))
    instance.store.collectGarbage()
    #expect(value == nil)
  }

  @Test
  func tablesAndGlobalsOfTheHostKeepObjects() throws {
    let instance = try guest(Self.text)
    let store = instance.store
    let anyref = ValueType.reference(.any, nullable: true)
    let table = try Table(
      store: store, type: TableType(element: anyref, limits: SizeLimits(minimum: 2)))
    let global = try Global(
      store: store, type: GlobalType(value: anyref, isMutable: true),
      value: .reference(try reference(instance, "bytes")))
    try table.set(1, .reference(try reference(instance, "point")))
    store.collectGarbage()
    for _ in 0..<50 { _ = try reference(instance, "point") }
    guard case .reference(let bytes?) = global.value, case .reference(let point?) = try table.get(1)
    else {
      Issue.record("no reference")
      return
    }
    #expect(try "\(store.value(2, of: bytes))" == "i32(3)")
    #expect(try "\(store.value(0, of: point))" == "i32(-5)")
  }
}
