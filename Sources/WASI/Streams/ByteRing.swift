/// A queue of bytes that grows with what it holds.
struct ByteRing: Sendable {
  private var storage: [UInt8] = []
  private var head = 0
  private(set) var count = 0

  /// Adds bytes at the end.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    reserve(count + bytes.count)
    let tail = (head + count) % storage.count
    let first = min(bytes.count, storage.count - tail)
    storage.withUnsafeMutableBytes { buffer in
      buffer[tail...].copyBytes(from: bytes.prefix(first))
      buffer.copyBytes(from: bytes.dropFirst(first))
    }
    count += bytes.count
  }

  /// Copies bytes from the front without taking them away.
  ///
  /// - Returns: how many.
  func copy(into target: UnsafeMutableRawBufferPointer) -> Int {
    let amount = min(count, target.count)
    if amount == 0 { return 0 }
    let first = min(amount, storage.count - head)
    storage.withUnsafeBytes { buffer in
      target.copyBytes(from: buffer[head..<(head + first)])
      target[first...].copyBytes(from: buffer[..<(amount - first)])
    }
    return amount
  }

  /// Takes bytes away from the front.
  mutating func drop(_ amount: Int) {
    count -= amount
    head = count == 0 ? 0 : (head + amount) % storage.count
    // Idle queues give their memory back: thousands of guests have one each.
    if count == 0 && storage.count > 16384 { storage = [] }
  }

  private mutating func reserve(_ needed: Int) {
    if needed <= storage.count { return }
    var size = max(256, storage.count)
    while size < needed { size *= 2 }
    var larger = [UInt8](repeating: 0, count: size)
    let amount = larger.withUnsafeMutableBytes { copy(into: $0) }
    storage = larger
    head = 0
    count = amount
  }
}
