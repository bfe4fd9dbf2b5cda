/// Unpacks a stream that comes in pieces of any size, as many words at a time as are asked for.
struct Unpacker: Sendable {
  /// Words of zeros that are still to be given out.
  private var zeroWords = 0
  /// Bytes that are still to be passed on as they are.
  private var plainBytes = 0
  /// The bits of a tag whose bytes are still missing, lowest first, and how many bits.
  private var tag: UInt8 = 0
  private var tagBits = 0
  /// Whether the next byte is the count of a run, and of which kind.
  private var awaits: Run?

  private enum Run: Sendable { case zeros, plain }

  /// Whether the stream may end here.
  var isBetweenWords: Bool {
    zeroWords == 0 && plainBytes == 0 && tagBits == 0 && awaits == nil
  }

  /// Whether words are there already that no input is needed for.
  var hasPendingWords: Bool { zeroWords > 0 }

  /// Unpacks until there are enough bytes, or no input is left.
  ///
  /// - Parameters:
  ///   - input: Packed bytes. Set to what was not used.
  ///   - output: Where words go.
  ///   - size: The bytes that `output` is to have, a multiple of eight.
  mutating func unpack(
    _ input: inout UnsafeRawBufferPointer, to output: inout [UInt8], upTo size: Int
  ) {
    var next = 0
    defer { input = UnsafeRawBufferPointer(rebasing: input[next...]) }
    while true {
      if zeroWords > 0, output.count < size {
        let words = min(zeroWords, (size - output.count) / 8)
        output.append(contentsOf: repeatElement(0, count: words * 8))
        zeroWords -= words
      }
      if tagBits > 0 {
        unpackWord(input, &next, &output)
        if tagBits > 0 { return }
      }
      // The counts of runs belong to the words before them, even if those were the last ones wanted.
      if let run = awaits {
        guard next < input.count else { return }
        let count = Int(input[next])
        next += 1
        awaits = nil
        if run == .zeros { zeroWords = count } else { plainBytes = count * 8 }
        continue
      }
      guard output.count < size, next < input.count else { return }
      if plainBytes > 0 {
        let count = min(plainBytes, size - output.count, input.count - next)
        output.append(contentsOf: input[next..<next + count])
        next += count
        plainBytes -= count
        continue
      }
      begin(input[next], &output)
      next += 1
    }
  }

  private mutating func begin(_ byte: UInt8, _ output: inout [UInt8]) {
    if byte == 0 {
      output.append(contentsOf: repeatElement(0, count: 8))
      awaits = .zeros
    } else {
      tag = byte
      tagBits = 8
      if byte == 0xff { awaits = .plain }
    }
  }

  private mutating func unpackWord(
    _ input: UnsafeRawBufferPointer, _ next: inout Int, _ output: inout [UInt8]
  ) {
    while tagBits > 0 {
      if tag & 1 == 0 {
        output.append(0)
      } else {
        guard next < input.count else { return }
        output.append(input[next])
        next += 1
      }
      tag >>= 1
      tagBits -= 1
    }
  }
}
