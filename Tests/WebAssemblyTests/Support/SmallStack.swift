#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a closure on a thread with a native stack of so many bytes, and waits for it.
///
/// Overflowing that stack ends the process, so a test that comes back has passed.
func onStack<R>(of byteCount: Int = 64 << 10, _ body: () throws -> R) throws -> R {
  try withoutActuallyEscaping(body) { body in
    let job = StackJob(body)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, byteCount) == 0 else { throw NoThread() }
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, &attributes, startStackJob, Unmanaged.passUnretained(job).toOpaque())
    guard status == 0 else { throw NoThread() }
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
    guard let result = job.result as? Result<R, any Error> else { throw NoThread() }
    return try result.get()
  }
}

struct NoThread: Error {}

#if canImport(Darwin)
  private func startStackJob(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<StackJob>.fromOpaque(argument).takeUnretainedValue().run()
    return nil
  }
#else
  private func startStackJob(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<StackJob>.fromOpaque(argument).takeUnretainedValue().run()
    return nil
  }
#endif

private final class StackJob {
  private let body: () -> Any
  private(set) var result: Any = ()

  init<R>(_ body: @escaping () throws -> R) {
    self.body = { Result { try body() } as Result<R, any Error> }
  }

  func run() { result = body() }
}
