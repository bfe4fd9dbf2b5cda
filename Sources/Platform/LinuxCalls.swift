#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// System calls that the C library has and its Swift overlay leaves out.
  ///
  /// Each is looked up once by name and called through its documented C signature.
  enum LinuxCalls {
    typealias TransferVector =
      @convention(c) (Int32, UnsafePointer<iovec>?, Int32, Int, Int32) -> Int

    /// `preadv2`.
    static let readVector: TransferVector? = lookUp("preadv2")
    /// `pwritev2`.
    static let writeVector: TransferVector? = lookUp("pwritev2")
    /// `fallocate`.
    static let allocate: (@convention(c) (Int32, Int32, Int, Int) -> Int32)? = lookUp("fallocate")
    /// `epoll_create1`.
    static let epollCreate: (@convention(c) (Int32) -> Int32)? = lookUp("epoll_create1")
    /// `epoll_ctl`.
    static let epollControl:
      (@convention(c) (Int32, Int32, Int32, UnsafeMutableRawPointer?) -> Int32)? =
        lookUp("epoll_ctl")
    /// `epoll_wait`.
    static let epollWait:
      (@convention(c) (Int32, UnsafeMutableRawPointer?, Int32, Int32) -> Int32)? =
        lookUp("epoll_wait")
    /// `eventfd`.
    static let eventDescriptor: (@convention(c) (UInt32, Int32) -> Int32)? = lookUp("eventfd")
    /// `timerfd_create`.
    static let timerCreate: (@convention(c) (Int32, Int32) -> Int32)? = lookUp("timerfd_create")
    /// `timerfd_settime`.
    static let timerSet:
      (
        @convention(c) (
          Int32, Int32, UnsafePointer<itimerspec>?, UnsafeMutablePointer<itimerspec>?
        ) -> Int32
      )? = lookUp("timerfd_settime")
    /// `ppoll`.
    static let poll:
      (
        @convention(c) (
          UnsafeMutablePointer<pollfd>?, UInt, UnsafePointer<timespec>?, UnsafePointer<sigset_t>?
        ) -> Int32
      )? = lookUp("ppoll")
    /// `pipe2`.
    static let pipe: (@convention(c) (UnsafeMutablePointer<Int32>?, Int32) -> Int32)? =
      lookUp("pipe2")
    /// `getrandom`.
    static let random: (@convention(c) (UnsafeMutableRawPointer?, Int, UInt32) -> Int)? =
      lookUp("getrandom")

    /// `RWF_NOWAIT`: fail rather than wait for the device.
    static let noWait: Int32 = 8
    /// `O_PATH`: a descriptor that names a place and opens nothing.
    static let pathOnly: Int32 = 0o10000000
    /// The flags shared by `eventfd` and `timerfd_create`: close on exec, do not block.
    static let closeOnExecNonblocking: Int32 = O_CLOEXEC | O_NONBLOCK

    /// Safe because `T` is, at each use, the function's documented C type.
    private static func lookUp<T>(_ name: String) -> T? {
      dlsym(nil, name).map { unsafeBitCast($0, to: T.self) }
    }
  }
#endif
