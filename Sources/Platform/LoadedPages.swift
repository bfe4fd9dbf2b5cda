#if os(Linux) && (arch(x86_64) || arch(arm64))
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif
#endif

/// The pages of the program's file and of its libraries.
package enum LoadedPages {
  /// Gives back what only loading the program needed: symbol tables, relocations, code that runs
  /// before `main`. They are clean pages of files, so what is needed after all comes back by itself.
  ///
  /// For short programs, whose peak of resident memory would else be that of the loader. Does
  /// nothing in debug builds, in which breakpoints are on such pages, and on other systems than
  /// 64-bit Linux.
  package static func release() {
    #if os(Linux) && !DEBUG && (arch(x86_64) || arch(arm64))
      typealias Visit =
        @convention(c) (UnsafeRawPointer, Int, UnsafeMutableRawPointer?) -> Int32
      typealias Iterate = @convention(c) (Visit, UnsafeMutableRawPointer?) -> Int32
      guard let symbol = dlsym(nil, "dl_iterate_phdr") else { return }
      let iterate = unsafeBitCast(symbol, to: Iterate.self)
      _ = iterate({ information, _, _ in
        LoadedPages.release(information)
        return 0
      }, nil)
    #endif
  }

  #if os(Linux) && (arch(x86_64) || arch(arm64))
    /// Gives back the read-only pages of one file, whose `dl_phdr_info` this is.
    private static func release(_ information: UnsafeRawPointer) {
      let base = information.load(as: UInt.self)
      guard let headers = information.load(fromByteOffset: 16, as: UnsafeRawPointer?.self) else {
        return
      }
      let pageMask = UInt(sysconf(Int32(_SC_PAGESIZE))) &- 1
      for index in 0..<Int(information.load(fromByteOffset: 24, as: UInt16.self)) {
        let header = headers + index &* programHeaderSize
        let isLoaded = header.load(as: UInt32.self) == 1
        let isWritable = header.load(fromByteOffset: 4, as: UInt32.self) & 2 != 0
        guard isLoaded, !isWritable else { continue }
        let address = base &+ header.load(fromByteOffset: 16, as: UInt.self)
        let start = address & ~pageMask
        let end = (address &+ header.load(fromByteOffset: 40, as: UInt.self)) & ~pageMask
        guard end > start else { continue }
        madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end &- start), MADV_DONTNEED)
      }
    }

    /// The size of an `Elf64_Phdr`.
    private static let programHeaderSize = 56
  #endif
}
