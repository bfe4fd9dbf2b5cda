import CapnProtoTransport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program writes, whole lines at once.
enum Output {
  static func line(_ text: String) { write(1, text + "\n") }
  static func errorLine(_ text: String) { write(2, text + "\n") }

  /// Says that a server listens, and on which port if there are ports.
  static func listening(_ address: TransportAddress) {
    let text = address.description
    let port = text.hasPrefix("unix:") ? nil : text.split(separator: ":").last
    line("LISTENING" + (port.map { " \($0)" } ?? ""))
  }

  static func write(_ descriptor: Int32, _ text: String) { write(descriptor, Array(text.utf8)) }

  static func write(_ descriptor: Int32, _ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { systemWrite(descriptor, $0) }
      if count <= 0 { return }
      start += count
    }
  }

  /// All of standard input.
  static func standardInput() -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count <= 0 { return all }
      all += chunk[..<count]
    }
  }

  /// A text without the ends of its lines.
  static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// Makes room for a Unix socket where an earlier one was left.
  static func removeSocket(_ address: String) {
    if address.hasPrefix("unix:") { _ = unlink(String(address.dropFirst(5))) }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
