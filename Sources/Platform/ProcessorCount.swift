#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many processors there are.
package enum ProcessorCount {
  /// Those that are online; at least one.
  package static let available = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
