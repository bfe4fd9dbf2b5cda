public import CapnProto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The schemas of `Fixtures/schemas/golden.capnp`, as the standard tool compiled them.
public enum GoldenSchema {
  /// The names of the struct types.
  public static let types = [
    "Prims", "Defaults", "Point", "Lists", "Unions", "Tree", "UseGeneric", "Any", "OldP", "NewP",
    "LU32", "LW32", "LT", "LWT", "LBool", "LVoid", "LU8", "LU64", "LW8", "Two", "Empty", "T", "D",
    "HasE",
  ]

  /// Where the fixtures are.
  public static var directory: String {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/") + "/Fixtures/schemas"
  }

  /// The request, as the tool packed it.
  public static func packedRequest() -> [UInt8] { read(directory + "/golden.request.packed") }

  /// The loaded schemas; nil if the fixture is not there.
  public static func load() -> LoadedSchemas? {
    guard let request = try? Message(packed: packedRequest()) else { return nil }
    return try? LoadedSchemas(request)
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
