import Platform
import Testing
import WebAssembly

import WASI

/// Arguments, environment, clocks, randomness, exit.
struct ProcessTests {
  private func strings(
    _ guest: Guest, _ sizes: (WASIContext, Memory) throws -> Step,
    _ get: (WASIContext, Memory) throws -> Step
  ) throws -> [String] {
    #expect(try guest.call(sizes) == .success)
    let (count, size) = (try guest.u32(64), try guest.u32(68))
    #expect(try guest.call(get) == .success)
    let bytes = try guest.memory.bytes(at: 2048, count: UInt64(size))
    return try (0..<count).map { index in
      let start = Int(try guest.u32(1024 + index * 4)) - 2048
      let end = try #require(bytes[start...].firstIndex(of: 0))
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  @Test func argumentsArriveInOrder() throws {
    let arguments = ["program", "", "the \"second\" arg", "umlaut ü", "3"]
    let guest = try Guest { $0.arguments = arguments }
    let seen = try strings(
      guest, { try $0.argsSizesGet($1, 64, 68) }, { try $0.argsGet($1, 1024, 2048) })
    #expect(seen == arguments)
  }

  @Test func environmentKeepsOrderAndDuplicates() throws {
    let guest = try Guest {
      $0.environment = [.init("a", "text"), .init("c", "new\nline"), .init("a", "=")]
    }
    let seen = try strings(
      guest, { try $0.environSizesGet($1, 64, 68) }, { try $0.environGet($1, 1024, 2048) })
    #expect(seen == ["a=text", "c=new\nline", "a=="])
  }

  @Test func noArgumentsNeedNoMemory() throws {
    let guest = try Guest()
    #expect(try guest.call { try $0.argsGet($1, .max, .max) } == .success)
    #expect(try guest.call { try $0.argsSizesGet($1, 64, 68) } == .success)
    #expect(try guest.u64() == 0)
  }

  @Test func argumentsOutsideMemoryTrap() throws {
    let guest = try Guest { $0.arguments = ["a"] }
    #expect(throws: Trap.self) { try guest.call { try $0.argsGet($1, .max - 2, 0) } }
    #expect(throws: Trap.self) { try guest.call { try $0.argsGet($1, 0, .max) } }
    #expect(throws: Trap.self) { try guest.call { try $0.argsSizesGet($1, .max, 0) } }
    #expect(throws: Trap.self) { try guest.call { try $0.argsSizesGet($1, 0, .max - 3) } }
  }

  @Test func argumentsHaveLimits() {
    #expect(throws: WASIError.self) { try Guest { $0.arguments = ["a\0b"] } }
    #expect(throws: WASIError.self) {
      try Guest {
        $0.limits.argumentByteCount = 10
        $0.arguments = ["0123456789"]
      }
    }
  }

  @Test func clocksAreInjected() throws {
    let clocks = ManualClocks(realtime: 1_000)
    let guest = try Guest { $0.clocks = clocks }
    clocks.advance(by: 5)
    #expect(try guest.call { try $0.clockTimeGet($1, 0, 0, 64) } == .success)
    #expect(try guest.u64() == 1_005)
    #expect(try guest.call { try $0.clockTimeGet($1, 1, 0, 64) } == .success)
    #expect(try guest.u64() == 5)
    #expect(try guest.call { try $0.clockResGet($1, 1, 64) } == .success)
    #expect(try guest.u64() == 1)
    #expect(try guest.call { try $0.clockTimeGet($1, 4, 0, 64) } == .inval)
    #expect(try guest.call { try $0.clockResGet($1, .max, 64) } == .inval)
    #expect(throws: Trap.self) { try guest.call { try $0.clockTimeGet($1, 0, 0, .max - 6) } }
  }

  @Test func systemClocksTell() throws {
    let guest = try Guest()
    for clock in 0..<UInt32(4) {
      #expect(try guest.call { try $0.clockTimeGet($1, clock, 0, 64) } == .success)
      #expect(try guest.u64() > 0)
      #expect(try guest.call { try $0.clockResGet($1, clock, 64) } == .success)
      #expect(try guest.u64() > 0)
    }
  }

  @Test func randomnessFillsExactlyTheBuffer() throws {
    let guest = try Guest { $0.randomness = SeededRandomness(seed: 7) }
    #expect(try guest.call { try $0.randomGet($1, 100, 32) } == .success)
    let bytes = try guest.memory.bytes(at: 99, count: 34)
    #expect(bytes.first == 0 && bytes.last == 0)
    #expect(Set(bytes.dropFirst().dropLast()).count > 8)
    #expect(try guest.call { try $0.randomGet($1, .max, 0) } == .success)
    #expect(throws: Trap.self) { try guest.call { try $0.randomGet($1, 0, .max) } }
  }

  @Test func largeRandomnessComesInSteps() throws {
    let guest = try Guest()
    #expect(try guest.call { try $0.randomGet($1, 0, 3 << 20) } == .success)
    #expect(guest.suspensionCount == 2)
    #expect(try guest.memory.bytes(at: (3 << 20) - 64, count: 64).contains { $0 != 0 })
  }

  @Test func exitAndSignals() throws {
    let guest = try Guest()
    #expect(throws: WASIExit(code: 33)) { try guest.context.procExit(33) }
    #expect(throws: WASIExit(code: 134)) { try guest.call { c, _ in try c.procRaise(6) } }
    #expect(try guest.call { c, _ in try c.procRaise(0) } == .success)
    #expect(try guest.call { c, _ in try c.procRaise(18) } == .notsup)
    #expect(try guest.call { c, _ in try c.procRaise(31) } == .inval)
  }

  @Test func yieldingSuspends() throws {
    let guest = try Guest()
    let (request, _) = try guest.begin { c, _ in c.schedYield() }
    #expect(request.isYield)
    #expect(try guest.call { c, _ in c.schedYield() } == .success)
  }

  @Test func allFunctionsAreThere() {
    #expect(WASI.imports.functions.count == 46)
    for function in WASI.imports.functions { #expect(function.module == "wasi_snapshot_preview1") }
  }

  @Test func errorNumbersMatchTheSystems() {
    for code in SystemErrorCode.allCases {
      let name = code == .tooBig ? "tooBig" : "\(code)"
      #expect(
        "\(String(describing: Errno(rawValue: code.rawValue)))" == "Optional(WASI.Errno.\(name))")
    }
    #expect(Errno.notcapable.rawValue == 76)
    #expect(Errno.xdev.rawValue == 75)
  }
}
