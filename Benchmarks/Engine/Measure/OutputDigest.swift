/// What a program wrote, as a checksum: the text itself would make this process grow, and a child
/// starts out with its parent's memory.
struct OutputDigest: Equatable {
  /// Bytes of the program's own output.
  private(set) var count = 0
  private var checksum: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Digests the file at `path`. Lines that end in `noise` are the engine's own words, and left out.
  init(path: String, noise: String?) throws(BenchmarkError) {
    let noise = noise.map { Array($0.utf8) }
    var line = [UInt8]()
    let file = try Files.Reader(path)
    while let piece = try file.next() {
      guard let noise else {
        add(piece)
        continue
      }
      for byte in piece {
        line.append(byte)
        if byte == UInt8(ascii: "\n") { finish(&line, noise) }
      }
    }
    if let noise { finish(&line, noise) }
  }

  private mutating func finish(_ line: inout [UInt8], _ noise: [UInt8]) {
    let text = line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...]
    if !text.suffix(noise.count).elementsEqual(noise) { add(line) }
    line.removeAll(keepingCapacity: true)
  }

  /// FNV-1a, 64 bits.
  private mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { checksum = (checksum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    count += bytes.count
  }
}
