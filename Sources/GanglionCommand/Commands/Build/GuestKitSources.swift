/// The sources of what guests import: the codec, the RPC core and the kit with the code of the
/// project's schemas. Their text is in `Generated`.
enum GuestKitSources {
  /// A module of the kit.
  struct Module {
    let name: String
    /// Whether the linker looks for its functions.
    let hasCode: Bool
    fileprivate let text: StaticString

    /// Its files: a line that begins with the mark has the name of the file that follows.
    var files: [(name: String, text: ArraySlice<UInt8>)] {
      let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
      let newline = UInt8(ascii: "\n")
      var files: [(name: String, text: ArraySlice<UInt8>)] = []
      var name: String?
      var start = 0
      var at = 0
      while at < bytes.count {
        let end = bytes[at...].firstIndex(of: newline) ?? bytes.count
        if bytes[at..<end].starts(with: GuestKitSources.mark.utf8) {
          if let name { files.append((name, bytes[start..<at])) }
          name = String(
            decoding: bytes[(at + GuestKitSources.mark.utf8.count)..<end], as: UTF8.self)
          start = end + 1
        }
        at = end + 1
      }
      if let name { files.append((name, bytes[min(start, bytes.count)...])) }
      return files
    }
  }

  /// What the line before each file begins with.
  static let mark = "// file: "

  /// In the order in which they are compiled.
  static var modules: [Module] {
    [
      Module(name: "CapnProto", hasCode: false, text: codec),
      Module(name: "CapnProtoRPC", hasCode: false, text: core),
      Module(name: "GuestKit", hasCode: false, text: kit),
      Module(name: "GuestRuntime", hasCode: true, text: runtime),
    ]
  }

  /// A name for what a compiler makes of the sources.
  ///
  /// Specification: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
  static func fingerprint(with version: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in version.utf8 { add(byte) }
    for module in modules {
      let text = UnsafeBufferPointer(
        start: module.text.utf8Start, count: module.text.utf8CodeUnitCount)
      for byte in text { add(byte) }
    }
    return String(hash, radix: 16)
  }
}
