@_extern(c, "__main_argc_argv")
private func runMain(_ count: Int32, _ arguments: UnsafeMutableRawPointer?) -> Int32

/// Where the host starts the program.
@_cdecl("_start")
public func guestStart() {
  _ = runMain(0, nil)
  guestFlushOutput()
}
