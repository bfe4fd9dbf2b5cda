package import Platform

/// The error numbers of WASI preview 1.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#errno
package enum Errno: UInt16, Error, CaseIterable, Sendable {
  case success = 0
  case tooBig
  case acces
  case addrinuse
  case addrnotavail
  case afnosupport
  case again
  case already
  case badf
  case badmsg
  case busy
  case canceled
  case child
  case connaborted
  case connrefused
  case connreset
  case deadlk
  case destaddrreq
  case dom
  case dquot
  case exist
  case fault
  case fbig
  case hostunreach
  case idrm
  case ilseq
  case inprogress
  case intr
  case inval
  case io
  case isconn
  case isdir
  case loop
  case mfile
  case mlink
  case msgsize
  case multihop
  case nametoolong
  case netdown
  case netreset
  case netunreach
  case nfile
  case nobufs
  case nodev
  case noent
  case noexec
  case nolck
  case nolink
  case nomem
  case nomsg
  case noprotoopt
  case nospc
  case nosys
  case notconn
  case notdir
  case notempty
  case notrecoverable
  case notsock
  case notsup
  case notty
  case nxio
  case overflow
  case ownerdead
  case perm
  case pipe
  case proto
  case protonosupport
  case prototype
  case range
  case rofs
  case spipe
  case srch
  case stale
  case timedout
  case txtbsy
  case xdev
  case notcapable

  /// The number for a system error.
  ///
  /// Both sides number the POSIX names in alphabetical order; a test holds them together.
  package init(_ error: SystemError) {
    self = Errno(rawValue: error.code.rawValue) ?? .io
  }
}

/// Runs a system call, with its error as a guest's.
@inline(__always)
func system<R: ~Copyable>(_ body: () throws(SystemError) -> R) throws(Errno) -> R {
  do throws(SystemError) {
    return try body()
  } catch {
    throw Errno(error)
  }
}
