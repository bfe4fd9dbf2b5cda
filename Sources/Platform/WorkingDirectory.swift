#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The directory that relative paths of the process start from.
package enum WorkingDirectory {
  /// Its absolute path; `nil` if it is gone, or its path is longer than any system allows.
  package static var path: String? {
    let bytes = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX) + 1) { buffer, count in
      // The buffer is as long as it is said to be, and getcwd ends the path with a zero.
      let isFound = getcwd(buffer.baseAddress, buffer.count) != nil
      count = isFound ? buffer.prefix { $0 != 0 }.count : 0
    }
    return bytes.isEmpty
      ? nil : String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
