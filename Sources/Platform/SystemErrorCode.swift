#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The POSIX error names.
///
/// They are numbered by their place in the alphabet, from 1, so that the numbers are the same on
/// every system.
package enum SystemErrorCode: UInt16, CaseIterable, Sendable {
  case tooBig = 1
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

  /// The name of a number of this system; an input/output error where it has none.
  package init(number: Int32) {
    switch number {
    case E2BIG: self = .tooBig
    case EACCES: self = .acces
    case EADDRINUSE: self = .addrinuse
    case EADDRNOTAVAIL: self = .addrnotavail
    case EAFNOSUPPORT: self = .afnosupport
    case EAGAIN: self = .again
    case EALREADY: self = .already
    case EBADF: self = .badf
    case EBADMSG: self = .badmsg
    case EBUSY: self = .busy
    case ECANCELED: self = .canceled
    case ECHILD: self = .child
    case ECONNABORTED: self = .connaborted
    case ECONNREFUSED: self = .connrefused
    case ECONNRESET: self = .connreset
    case EDEADLK: self = .deadlk
    case EDESTADDRREQ: self = .destaddrreq
    case EDOM: self = .dom
    case EDQUOT: self = .dquot
    case EEXIST: self = .exist
    case EFAULT: self = .fault
    case EFBIG: self = .fbig
    case EHOSTUNREACH: self = .hostunreach
    case EIDRM: self = .idrm
    case EILSEQ: self = .ilseq
    case EINPROGRESS: self = .inprogress
    case EINTR: self = .intr
    case EINVAL: self = .inval
    case EIO: self = .io
    case EISCONN: self = .isconn
    case EISDIR: self = .isdir
    case ELOOP: self = .loop
    case EMFILE: self = .mfile
    case EMLINK: self = .mlink
    case EMSGSIZE: self = .msgsize
    case EMULTIHOP: self = .multihop
    case ENAMETOOLONG: self = .nametoolong
    case ENETDOWN: self = .netdown
    case ENETRESET: self = .netreset
    case ENETUNREACH: self = .netunreach
    case ENFILE: self = .nfile
    case ENOBUFS: self = .nobufs
    case ENODEV: self = .nodev
    case ENOENT: self = .noent
    case ENOEXEC: self = .noexec
    case ENOLCK: self = .nolck
    case ENOLINK: self = .nolink
    case ENOMEM: self = .nomem
    case ENOMSG: self = .nomsg
    case ENOPROTOOPT: self = .noprotoopt
    case ENOSPC: self = .nospc
    case ENOSYS: self = .nosys
    case ENOTCONN: self = .notconn
    case ENOTDIR: self = .notdir
    case ENOTEMPTY: self = .notempty
    case ENOTRECOVERABLE: self = .notrecoverable
    case ENOTSOCK: self = .notsock
    case ENOTSUP: self = .notsup
    case ENOTTY: self = .notty
    case ENXIO: self = .nxio
    case EOVERFLOW: self = .overflow
    case EOWNERDEAD: self = .ownerdead
    case EPERM: self = .perm
    case EPIPE: self = .pipe
    case EPROTO: self = .proto
    case EPROTONOSUPPORT: self = .protonosupport
    case EPROTOTYPE: self = .prototype
    case ERANGE: self = .range
    case EROFS: self = .rofs
    case ESPIPE: self = .spipe
    case ESRCH: self = .srch
    case ESTALE: self = .stale
    case ETIMEDOUT: self = .timedout
    case ETXTBSY: self = .txtbsy
    case EXDEV: self = .xdev
    case EOPNOTSUPP: self = .notsup
    default: self = .io
    }
  }
}
