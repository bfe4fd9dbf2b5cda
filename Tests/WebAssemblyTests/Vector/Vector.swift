import SeededTesting
import WebAssembly

/// Sixteen bytes, seen as lanes of any width.
struct Vector: Equatable, CustomStringConvertible {
  var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init<T: FixedWidthInteger>(_ lanes: [T]) { bytes = lanes.flatMap { littleEndian($0) } }

  init(_ lanes: [Float]) { self.init(lanes.map(\.bitPattern)) }
  init(_ lanes: [Double]) { self.init(lanes.map(\.bitPattern)) }

  init(low: UInt64, high: UInt64) { self.init([low, high]) }

  func lanes<T: FixedWidthInteger>(_ type: T.Type) -> [T] {
    let size = T.bitWidth / 8
    return stride(from: 0, to: 16, by: size).map { start in
      bytes[start..<start + size].reversed().reduce(0) { $0 << 8 | T(truncatingIfNeeded: $1) }
    }
  }

  var value: Value {
    let words = lanes(UInt64.self)
    return .v128(words[0], words[1])
  }

  init?(_ value: Value?) {
    guard case .v128(let low, let high) = value else { return nil }
    self.init(low: low, high: high)
  }

  var description: String { bytes.map { String($0, radix: 16) }.joined(separator: " ") }

  static func random(_ random: inout SeededGenerator) -> Vector {
    // Bounds and small numbers come up more often than by chance.
    let special: [UInt8] = [0, 1, 0x7F, 0x80, 0x81, 0xFF, 0xFE, 0x40]
    return Vector(
      bytes: (0..<16).map { _ in
        let any = UInt8(truncatingIfNeeded: random.next())
        return random.below(2) == 0 ? any : special[Int(any) % special.count]
      })
  }
}

/// One module with one exported function.
func instance(
  _ parameters: [ValueType], _ results: [ValueType],
  locals: [(count: UInt32, type: ValueType)] = [], canonical: Bool = false,
  metered: Bool = false, _ code: Code
) throws -> Instance {
  var builder = ModuleBuilder()
  builder.memories.append([0x00, 0x01])
  builder.exports.append(string("memory") + [0x02, 0x00])
  builder.function(export: "run", parameters, results, locals: locals, code)
  let configuration = ModuleConfiguration(isMetered: metered, canonicalizesNaNs: canonical)
  return try Store().instantiate(Module(bytes: builder.bytes, configuration: configuration))
}

extension Instance {
  func run(_ vectors: Vector...) throws -> Vector? {
    Vector(try call("run", arguments: vectors.map(\.value)).first)
  }
}
