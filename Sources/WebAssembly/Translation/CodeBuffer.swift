/// Translated code while it grows.
///
/// Fields are written at byte offsets from an instruction's start; everything is 8-byte aligned.
struct CodeBuffer: ~Copyable {
  private var bytes: UnsafeMutableRawPointer
  private var capacity: Int
  /// The number of bytes written; always a multiple of eight.
  private(set) var count = 0
  /// Where the catch table stands, or zero.
  private var tableOffset = 0

  init(capacity: Int) {
    self.capacity = max(64, (capacity + 7) & ~7)
    bytes = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { bytes.deallocate() }

  /// Appends an instruction whose fields are still to be written, zeroed.
  ///
  /// - Returns: its offset.
  @inline(__always)
  mutating func append(handler: Int, words: Int) -> Int {
    let start = count
    if count &+ words &* 8 > capacity { grow(words &* 8) }
    bytes.storeBytes(of: HandlerTable.addresses[handler], toByteOffset: start, as: UInt.self)
    for word in 1..<max(1, words) {
      bytes.storeBytes(of: 0, toByteOffset: start &+ word &* 8, as: UInt64.self)
    }
    count &+= words &* 8
    return start
  }

  /// Appends zeroed words that are not an instruction.
  mutating func appendZeros(words: Int) {
    if count + words * 8 > capacity { grow(words * 8) }
    (bytes + count).initializeMemory(as: UInt8.self, repeating: 0, count: words * 8)
    count += words * 8
  }

  /// Appends a copy of bytes that were cut off.
  mutating func append(_ words: [UInt64]) {
    if count + words.count * 8 > capacity { grow(words.count * 8) }
    for word in words {
      bytes.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
      count += 8
    }
  }

  /// Appends the catch table, the last thing there is.
  ///
  /// - Parameter words: an even number of integers.
  mutating func appendTable(_ words: [UInt32]) {
    tableOffset = count
    appendZeros(words: words.count / 2)
    for (position, word) in words.enumerated() {
      bytes.storeBytes(of: word, toByteOffset: tableOffset + 4 * position, as: UInt32.self)
    }
  }

  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    grown.copyMemory(from: bytes, byteCount: count)
    bytes.deallocate()
    bytes = grown
  }

  @inline(__always)
  mutating func set<T: BitwiseCopyable>(_ value: T, at offset: Int) {
    bytes.storeBytes(of: value, toByteOffset: offset, as: T.self)
  }

  @inline(__always)
  func get<T: BitwiseCopyable>(at offset: Int, as type: T.Type) -> T {
    bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
  }

  /// Replaces the handler of the instruction at an offset.
  @inline(__always)
  mutating func setHandler(_ handler: Int, at offset: Int) {
    bytes.storeBytes(of: HandlerTable.addresses[handler], toByteOffset: offset, as: UInt.self)
  }

  /// Forgets everything from an offset on.
  mutating func truncate(to offset: Int) { count = offset }

  /// The words from an offset on.
  func words(from offset: Int) -> [UInt64] {
    stride(from: offset, to: count, by: 8).map { bytes.load(fromByteOffset: $0, as: UInt64.self) }
  }

  /// Copies the code to memory of its own, a header before it.
  ///
  /// - Parameters:
  ///   - frameByteCount: what a frame takes.
  ///   - index: the function's index among those the module defines.
  /// - Returns: the first byte after the header; to be freed by `free`.
  func publish(frameByteCount: Int, index: Int) -> Code {
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: count + CodeBuffer.headerByteCount, alignment: 16)
    let code = block + CodeBuffer.headerByteCount
    (code - 32).storeBytes(of: UInt(tableOffset), as: UInt.self)
    let end = tableOffset == 0 ? count : tableOffset
    (code - 16).storeBytes(of: UInt32(truncatingIfNeeded: end), as: UInt32.self)
    (code - 12).storeBytes(of: UInt32(truncatingIfNeeded: index), as: UInt32.self)
    (code - 8).storeBytes(of: UInt(frameByteCount), as: UInt.self)
    code.copyMemory(from: bytes, byteCount: count)
    return Code(code)
  }

  private static let headerByteCount = 32

  static func free(_ code: Code) {
    UnsafeMutableRawPointer(mutating: code - headerByteCount).deallocate()
  }

  /// Where the catch table of published code stands, or zero.
  static func tableOffset(of code: Code) -> Int { Int((code - 32).load(as: UInt.self)) }

  /// The number of bytes of published code, without the catch table behind it.
  static func byteCount(of code: Code) -> Int { Int((code - 16).load(as: UInt32.self)) }
}
