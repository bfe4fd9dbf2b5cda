import Testing
import WebAssembly
import WebAssemblyText

/// The limit on memory pages is the store's: its memories share it.
@Suite struct MemoryLimitTests {
  static var limits: StoreLimits {
    var limits = StoreLimits()
    limits.memoryPages = 5
    return limits
  }

  static let growing = """
    (module (memory $a 1) (memory $b i64 1)
      (func (export "a") (param i32) (result i32) (memory.grow $a (local.get 0)))
      (func (export "b") (param i64) (result i64) (memory.grow $b (local.get 0))))
    """

  @Test func memoriesOfAModuleShareIt() throws {
    let instance = try guest(Self.growing, limits: Self.limits)
    #expect(try instance.call("a", Int32(4)) as Int32 == -1)
    #expect(try instance.call("a", Int32(2)) as Int32 == 1)
    #expect(try instance.call("b", Int64(2)) as Int64 == -1)
    #expect(try instance.call("b", Int64(1)) as Int64 == 1)
    #expect(try instance.call("a", Int32(1)) as Int32 == -1)
    #expect(try instance.call("b", Int64(0)) as Int64 == 2)
  }

  @Test func minimumsCountTogether() throws {
    #expect(throws: Never.self) {
      try guest("(module (memory 2) (memory 3))", limits: Self.limits)
    }
    let trap = caught { _ = try guest("(module (memory 3) (memory 3))", limits: Self.limits) }
    #expect(trap?.code == .outOfMemory)
    #expect(trap?.description.contains("limit of 5 pages") == true, "\(String(describing: trap))")
  }

  @Test func instancesOfAStoreShareIt() throws {
    let store = Store(limits: Self.limits)
    let module = try module(Self.growing)
    let first = try store.instantiate(module)
    let second = try store.instantiate(module)
    #expect(try first.call("a", Int32(1)) as Int32 == 1)
    #expect(try second.call("a", Int32(1)) as Int32 == -1)
    #expect(caught { _ = try store.instantiate(module) }?.code == .outOfMemory)
    // Another store has its own.
    _ = try Store(limits: Self.limits).instantiate(module)
  }

  @Test func memoriesOfTheHostCountUntilTheyGo() throws {
    let store = Store(limits: Self.limits)
    let type = MemoryType(limits: SizeLimits(minimum: 4))
    do {
      let memory = try store.makeMemory(type)
      #expect(memory.grow(byPages: 2) == nil)
      #expect(memory.grow(byPages: 1) == 4)
      #expect(caught { _ = try store.makeMemory(type) }?.code == .outOfMemory)
    }
    #expect(try store.makeMemory(type).grow(byPages: 1) == 4)
  }

  @Test func smallPagesCountByTheirBytes() throws {
    let text = """
      (module (memory 65537 (pagesize 1))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
      """
    var configuration = ModuleConfiguration()
    configuration.features.insert(.customPageSizes)
    let module = try Module(
      bytes: try TextFormat.binary(from: text), configuration: configuration)
    let instance = try Store(limits: Self.limits).instantiate(module)
    #expect(try instance.call("grow", Int32(4 << 16)) as Int32 == -1)
    #expect(try instance.call("grow", Int32((4 << 16) - 1)) as Int32 == 65537)
    #expect(try instance.call("grow", Int32(1)) as Int32 == -1)
  }

  @Test func noLimitIsTooLargeToCount() throws {
    var limits = StoreLimits()
    limits.memoryPages = .max
    let instance = try guest(Self.growing, limits: limits)
    #expect(try instance.call("b", Int64.max) as Int64 == -1)
    #expect(try instance.call("b", Int64(1) << 40) as Int64 == -1)
    #expect(try instance.call("a", Int32(1)) as Int32 == 1)
  }
}
