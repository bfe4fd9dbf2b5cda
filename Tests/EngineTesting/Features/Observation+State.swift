import WebAssembly

extension Observation {
  /// What an instance exports besides functions.
  struct State {
    var globals: [(name: String, text: String)] = []
    var memories: [(name: String, bytes: [UInt8])] = []
    var tables: [(name: String, text: String)] = []

    init() {}

    init(_ instance: Instance) {
      for export in instance.module.exports {
        let name = export.name
        switch export.type {
        case .global: globals.append((name, instance.global(name).map { text($0.value) } ?? ""))
        case .memory:
          guard let memory = instance.memory(name) else { continue }
          memories.append((name, (try? memory.bytes(at: 0, count: memory.byteCount)) ?? []))
        case .table:
          guard let table = instance.table(name) else { continue }
          let elements = (0..<table.count).map { (try? table.get($0)).map(text) ?? "?" }
          tables.append((name, elements.joined(separator: " ")))
        case .function, .tag: break
        }
      }
    }

    func difference(from other: State) -> String? {
      for (left, right) in zip(globals, other.globals) where left != right {
        return "global \(left), \(right)"
      }
      for (left, right) in zip(tables, other.tables) where left != right {
        return "table \(left), \(right)"
      }
      for (left, right) in zip(memories, other.memories) where left.bytes != right.bytes {
        let at = zip(left.bytes, right.bytes).enumerated().first { $0.element.0 != $0.element.1 }
        return "memory \(left.name) at \(at?.offset ?? min(left.bytes.count, right.bytes.count))"
      }
      return nil
    }

    /// Lines for another program to compare; memories by their checksum.
    var lines: [String] {
      globals.map { "global \($0.name) \($0.text)" }
        + memories.map { "memory \($0.name) \($0.bytes.count) \(checksum($0.bytes))" }
    }
  }

  /// The record for another engine: what the plain calls did.
  package var record: String {
    if let failure { return "refused \(failure)\n" }
    var lines: [String] = []
    for call in calls where call.isPlain {
      // Where our fuel ran out, others would run on.
      if call.outcome == .outOfFuel { return lines.map { $0 + "\n" }.joined() }
      let arguments = call.arguments.map(Observation.text).joined(separator: " ")
      lines.append("call \(call.name) (\(arguments)) \(call.outcome.text)")
    }
    lines += (plain ?? (hasEnded ? end : nil))?.lines ?? []
    return lines.map { $0 + "\n" }.joined()
  }

  /// A number that stands for all that was seen, fuel included: other builds must have the same.
  package var digest: UInt64 {
    var text = failure ?? ""
    for call in calls { text += "\(call.name) \(call.outcome.text) \(call.fuel)\n" }
    if hasEnded {
      text += end.lines.joined(separator: "\n") + end.tables.map(\.text).joined(separator: "\n")
    }
    return text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The checksum of ISO 3309, as `zlib.crc32` has it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      var sum = ~UInt32(0)
      for byte in bytes {
        sum = (sum >> 8) ^ checksumTable[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
      }
      return ~sum
    }
  }

  private static let checksumTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
  }
}
