import Testing
import WebAssembly

/// Instances that share exports.
@Suite struct LinkingTests {
  static let provider = """
    (module $provider
      (memory (export "memory") 1 4)
      (table (export "table") 4 funcref)
      (global (export "counter") (mut i32) (i32.const 5))
      (global (export "constant") i64 (i64.const 77))
      (func (export "increment") (result i32)
        (global.set 0 (i32.add (global.get 0) (i32.const 1))) (global.get 0))
      (func (export "read") (param i32) (result i32) (i32.load (local.get 0)))
      (func (export "grow") (result i32) (memory.grow (i32.const 1)))
      (func (export "install") (table.set 0 (i32.const 2) (ref.func $seven)))
      (func $seven (result i32) (i32.const 7)) (elem declare func $seven))
    """

  static let user = """
    (module $user
      (import "p" "memory" (memory 1)) (import "p" "table" (table 4 funcref))
      (import "p" "counter" (global $counter (mut i32)))
      (import "p" "constant" (global $constant i64))
      (import "p" "increment" (func $increment (result i32)))
      (import "p" "read" (func $read (param i32) (result i32)))
      (import "p" "grow" (func $grow (result i32)))
      (type $f (func (result i32)))
      (func (export "both") (result i32)
        (i32.add (call $increment) (global.get $counter)))
      (func (export "through") (param i32 i32) (result i32)
        (i32.store (local.get 0) (local.get 1)) (call $read (local.get 0)))
      (func (export "grown") (result i32)
        (drop (call $grow)) (i32.store (i32.const 65536) (i32.const 9))
        (i32.add (i32.load (i32.const 65536)) (memory.size)))
      (func (export "indirect") (param i32) (result i32)
        (call_indirect (type $f) (local.get 0)))
      (func (export "tail") (result i32) (return_call $increment))
      (func (export "tailIndirect") (param i32) (result i32)
        (return_call_indirect (type $f) (local.get 0)))
      (func (export "constant") (result i64) (global.get $constant)))
    """

  static func pair(metered: Bool = false) throws -> (provider: Instance, user: Instance) {
    let store = Store()
    let provider = try store.instantiate(try module(Self.provider, metered: metered))
    var linker = Linker(store: store)
    try linker.define("p", provider)
    return (provider, try linker.instantiate(try module(Self.user, metered: metered)))
  }

  @Test(arguments: [false, true])
  func everythingIsShared(metered: Bool) throws {
    let (provider, user) = try Self.pair(metered: metered)
    #expect(try user.call("both") as Int32 == 12)
    #expect(try user.call("tail") as Int32 == 7)
    #expect(try user.call("through", Int32(100), Int32(-5)) as Int32 == -5)
    #expect(try provider.call("read", Int32(100)) as Int32 == -5)
    #expect(try user.call("grown") as Int32 == 11)
    #expect(provider.memory("memory")?.pageCount == 2)
    #expect(
      caught { _ = try user.call("indirect", Int32(2)) as Int32 }?.code == .uninitializedElement)
    try provider.call("install")
    #expect(try user.call("indirect", Int32(2)) as Int32 == 7)
    #expect(try user.call("tailIndirect", Int32(2)) as Int32 == 7)
    #expect(try user.call("constant") as Int64 == 77)
    try provider.global("counter")?.set(.i32(40))
    #expect(try user.call("both") as Int32 == 82)
  }

  @Test func oneErrorListsEverything() throws {
    let store = Store()
    let provider = try store.instantiate(try module(Self.provider))
    var linker = Linker(store: store)
    try linker.define("p", provider)
    let broken = try module(
      """
      (module (import "p" "nothing" (func))
        (import "p" "increment" (func (param i32)))
        (import "p" "memory" (memory 3))
        (import "p" "table" (table 4 4 funcref))
        (import "p" "counter" (global i32))
        (import "p" "read" (func (param i32) (result i32)))
        (import "q" "x" (memory 1)))
      """)
    let error = #expect(throws: LinkError.self) { try linker.instantiate(broken) }
    #expect(
      error?.problems.map(\.name) == ["nothing", "increment", "memory", "table", "counter", "x"])
    #expect(error?.problems.map { $0.found == nil } == [true, false, false, false, false, true])
  }

  /// Two instances whose functions call each other, deeper and deeper.
  static func mutual(metered: Bool, limits: StoreLimits = StoreLimits()) throws -> Instance {
    let store = Store(limits: limits)
    let text = """
      (module (import "e" "table" (table 2 funcref)) (type $f (func (param i32) (result i32)))
        (elem (i32.const SELF) $go)
        (func $go (export "go") (param i32) (result i32)
          (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1)
              (call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const OTHER))))
            (else (i32.const 0)))))
      """
    var linker = Linker(store: store)
    let type = TableType(element: .funcref, limits: SizeLimits(minimum: 2))
    try linker.define("e", "table", try Table(store: store, type: type))
    let first = text.replacing("SELF", with: "0").replacing("OTHER", with: "1")
    let second = text.replacing("SELF", with: "1").replacing("OTHER", with: "0")
    _ = try linker.instantiate(try module(second, metered: metered))
    return try linker.instantiate(try module(first, metered: metered))
  }

  @Test(arguments: [false, true])
  func mutualRecursionIsDeepAndBounded(metered: Bool) throws {
    let instance = try Self.mutual(metered: metered)
    #expect(try onStack { try instance.call("go", Int32(10_000)) as Int32 } == 10_000)
    let code = try onStack {
      caught { _ = try instance.call("go", Int32(10_000_000)) as Int32 }?.code
    }
    #expect(code == .stackExhausted)
    #expect(try instance.call("go", Int32(100)) as Int32 == 100)
  }

  @Test(arguments: [1, 7, 1000] as [UInt64])
  func stopsAndGoesOnAcrossInstances(portion: UInt64) throws {
    let instance = try Self.mutual(metered: true)
    let (end, used, stops) = try FuelTests.drive(
      instance, "go", [.i32(300)], portion: portion)
    #expect(end.i32 == 300)
    // get, if, const, get, const, sub, const, call_indirect, add; get, if, const at the bottom.
    #expect(used == 300 * 9 + 3)
    #expect(stops > 0)
  }

  @Test func tailCallsAcrossInstancesTakeNoStack() throws {
    var limits = StoreLimits()
    limits.stackByteCount = 8 << 10
    let store = Store(limits: limits)
    var linker = Linker(store: store)
    let type = TableType(element: .funcref, limits: SizeLimits(minimum: 2))
    try linker.define("e", "table", try Table(store: store, type: type))
    var instances: [Instance] = []
    for (own, other) in [(0, 1), (1, 0)] {
      instances.append(
        try linker.instantiate(
          try module(
            """
            (module (import "e" "table" (table 2 funcref)) (type $f (func (param i32) (result i32)))
              (elem (i32.const \(own)) $go)
              (func $go (export "go") (param i32) (result i32)
                (if (local.get 0) (then (return_call_indirect (type $f)
                  (i32.sub (local.get 0) (i32.const 1)) (i32.const \(other)))))
                (i32.const \(own)))
              (func (export "call") (param i32) (result i32)
                (i32.add (i32.const 10) (call $go (local.get 0)))))
            """)))
    }
    #expect(try instances[0].call("go", Int32(10_001)) as Int32 == 1)
    #expect(try instances[0].call("call", Int32(10_001)) as Int32 == 11)
    #expect(try instances[1].call("call", Int32(10_000)) as Int32 == 11)
  }

  @Test func otherStoresAreRefused() throws {
    let (provider, _) = try Self.pair()
    let (other, _) = try Self.pair()
    var linker = Linker(store: other.store)
    #expect(throws: CallError.self) { try linker.define("p", provider) }
    let table = try #require(provider.table("table"))
    #expect(throws: CallError.self) { try linker.define("p", "table", table) }
    let global = try #require(provider.global("counter"))
    #expect(throws: CallError.self) { try linker.define("p", "counter", global) }
  }

  @Test func aStoreKeepsItsMembers() throws {
    func indirect() throws -> (Instance, Table) {
      let (provider, user) = try Self.pair()
      try provider.call("install")
      return (user, try #require(provider.table("table")))
    }
    let (user, table) = try indirect()
    #expect(try user.call("indirect", Int32(2)) as Int32 == 7)
    guard case .function(let function?) = try table.get(2) else {
      Issue.record("no function")
      return
    }
    #expect(function == function)
  }
}
