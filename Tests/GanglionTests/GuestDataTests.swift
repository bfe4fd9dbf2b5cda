import Ganglion
import Testing

@Suite("Strings and bytes in and out")
struct GuestDataTests {
  @Test("A text goes in and a text comes out", arguments: ["world", "", "Zoë 🌍", "a\0b"])
  func greets(name: String) throws {
    let plugin = try Fixture.library("plugin")
    #expect(try plugin.callWithString("greet", name) == "Hello, \(name)!")
  }

  @Test("Bytes are lent for a call and can be read back")
  func shouts() throws {
    let plugin = try Fixture.library("plugin")
    let memory = try #require(plugin.memory("memory"))
    let text = try plugin.withGuestString("quiet") { buffer in
      try plugin.call("shout", buffer.pointer, buffer.count)
      return try memory.string(at: UInt64(buffer.pointer), count: UInt64(buffer.count))
    }
    #expect(text == "QUIET")
  }

  @Test("Numbers are lent as bytes")
  func sums() throws {
    let plugin = try Fixture.library("plugin")
    let numbers: [Int64] = [1, 20, -300]
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
    }
    let total: Int64 = try plugin.withGuestBytes(bytes) { buffer in
      try plugin.call("sum", buffer.pointer, buffer.count / 8)
    }
    #expect(total == -279)
  }

  @Test("Nothing is left in the guest: the same address serves a thousand calls")
  func frees() throws {
    let plugin = try Fixture.library("plugin")
    let before = try plugin.withGuestString("x") { $0.pointer }
    let size = plugin.memoryByteCount
    for _ in 0..<1000 {
      _ = try plugin.callWithString("greet", String(repeating: "x", count: 1000))
    }
    #expect(try plugin.withGuestString("x") { $0.pointer } == before)
    #expect(plugin.memoryByteCount == size)
  }

  @Test("What is freed when the body throws")
  func freesOnError() throws {
    struct Problem: Error {}
    let plugin = try Fixture.library("plugin")
    let before = try plugin.withGuestString("x") { $0.pointer }
    #expect(throws: Problem.self) {
      try plugin.withGuestString("x") { _ in throw Problem() }
    }
    #expect(try plugin.withGuestString("x") { $0.pointer } == before)
  }

  @Test("A guest without an allocator or of other types is an error")
  func mismatches() throws {
    let exports = try Fixture.library("exports")
    #expect(throws: CallError.self) { try exports.callWithString("add", "x") }
    let plugin = try Fixture.library("plugin")
    #expect(throws: CallError.self) {
      try plugin.callWithString("greet", "x", returning: GuestResult(.pair))
    }
    #expect(throws: CallError.self) { try plugin.callWithString("calls_so_far", "x") }
    #expect(throws: CallError.self) {
      try plugin.callWithString("greet", "x", using: GuestAllocator(allocate: "nope", free: nil))
    }
    #expect(throws: CallError.self) {
      try plugin.callWithString(
        "greet", "x", using: GuestAllocator(allocate: "malloc", free: nil, memory: "nope"))
    }
  }

  @Test("Typed calls as the documentation shows them")
  func typedCalls() throws {
    let exports = try Fixture.library("exports")
    let sum = try exports.call("add", Int32(2), Int32(3)) as Int32
    #expect(sum == 5)
    let (quotient, remainder): (Int32, Int32) = try exports.call("divide", Int32(17), Int32(5))
    #expect(quotient == 3 && remainder == 2)
    try exports.call("nothing")
  }
}
