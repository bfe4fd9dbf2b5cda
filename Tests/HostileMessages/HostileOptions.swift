#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the command line asks for.
struct HostileOptions {
  var kind = "message"
  var seed: UInt64 = .random(in: 0 ... .max)
  var count = 100_000

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch name {
      case "--kind": kind = value
      case "--seed":
        guard let number = UInt64(value) else { return nil }
        seed = number
      case "--count":
        guard let number = Int(value), number >= 0 else { return nil }
        count = number
      default: return nil
      }
    }
  }
}

func exitProgram(_ code: Int32) -> Never { exit(code) }

/// The memory that the program has, in KiB; nil where the system does not say.
func residentKilobytes() -> Int? {
  guard let file = fopen("/proc/self/statm", "r") else { return nil }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 128)
  guard fgets(&line, Int32(line.count), file) != nil else { return nil }
  let fields = String(
    decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
  )
  .split(separator: " ")
  return fields.count > 1 ? Int(fields[1]).map { $0 * 4 } : nil
}
