import Testing

@testable import Platform

@Suite("Memory that is used again")
struct RecycledPagesTests {
  @Test("It is zeroed every time, wherever it was written to")
  func zeroed() throws {
    // A size that nobody else uses.
    let byteCount = 7 * 65536
    for _ in 0..<200 {
      let address = try #require(RecycledPages.allocate(byteCount: byteCount))
      for offset in [0, 8, 4088, 4096, 100_000, byteCount - 8] {
        #expect(address.load(fromByteOffset: offset, as: UInt64.self) == 0)
        address.storeBytes(of: .max, toByteOffset: offset, as: UInt64.self)
      }
      RecycledPages.free(address, byteCount: byteCount)
    }
  }

  @Test("Many at once are all different")
  func many() throws {
    let byteCount = 3 * 65536
    var addresses: [UnsafeMutableRawPointer] = []
    for _ in 0..<2 {
      for _ in 0..<200 {
        addresses.append(try #require(RecycledPages.allocate(byteCount: byteCount)))
      }
      #expect(Set(addresses).count == 200)
      for address in addresses { RecycledPages.free(address, byteCount: byteCount) }
      addresses = []
    }
  }
}
