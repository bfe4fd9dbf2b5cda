/// Why a running call ended without results.
///
/// Specification: https://webassembly.github.io/spec/core/intro/overview.html#trap
public struct Trap: Error, Sendable, CustomStringConvertible {
  /// The kind of trap; an open set.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The message, as in the official test suite where it has one.
    public let description: String

    package init(_ description: String) { self.description = description }

    /// The guest executed `unreachable`.
    public static let unreachable = Code("unreachable")
    /// An integer was divided by zero.
    public static let integerDivideByZero = Code("integer divide by zero")
    /// A quotient or a truncated float does not fit its type.
    public static let integerOverflow = Code("integer overflow")
    /// A NaN was truncated to an integer.
    public static let invalidConversionToInteger = Code("invalid conversion to integer")
    /// A memory access, by the guest or for it, lies outside its memory.
    public static let outOfBoundsMemoryAccess = Code("out of bounds memory access")
    /// A table access lies outside the table.
    public static let outOfBoundsTableAccess = Code("out of bounds table access")
    /// An indirect call's index lies outside the table.
    public static let undefinedElement = Code("undefined element")
    /// An indirect call found a null element.
    public static let uninitializedElement = Code("uninitialized element")
    /// An indirect call found a function of another type.
    public static let indirectCallTypeMismatch = Code("indirect call type mismatch")
    /// The address of an atomic access is not a multiple of its size.
    public static let unalignedAtomic = Code("unaligned atomic")
    /// The guest waits on a memory that is not shared, so that nobody could ever wake it.
    public static let expectedSharedMemory = Code("expected shared memory")
    /// The value stack's limit was reached.
    public static let stackExhausted = Code("call stack exhausted")
    /// The fuel ran out in a call that can't be resumed.
    public static let outOfFuel = Code("out of fuel")
    /// A call that can't be resumed was interrupted.
    public static let interrupted = Code("interrupted")
    /// A host function threw an error; see `cause`.
    public static let hostError = Code("host error")
    /// Host functions and guests called each other deeper than the limit.
    public static let nestedTooDeep = Code("host and guest calls nested too deep")
    /// A host function wanted to suspend where the call can't be suspended.
    public static let cannotSuspend = Code("cannot suspend here")
    /// A null reference was used.
    public static let nullReference = Code("null reference")
    /// A null reference was called.
    public static let nullFunctionReference = Code("null function reference")
    /// A field of a null reference was used.
    public static let nullStructure = Code("null structure reference")
    /// An element of a null reference was used.
    public static let nullArray = Code("null array reference")
    /// The integer of a null reference was used.
    public static let nullInteger = Code("null i31 reference")
    /// An access lies outside its array.
    public static let outOfBoundsArrayAccess = Code("out of bounds array access")
    /// A reference was not of the type it was cast to.
    public static let castFailure = Code("cast failure")
    /// A null reference to an exception was thrown.
    public static let nullExceptionReference = Code("null exception reference")
    /// A guest threw an exception that no guest caught; see `exception`.
    public static let uncaughtException = Code("uncaught exception")
    /// The instance has no memory, but a host function needs one.
    public static let noMemory = Code("no memory")
    /// The system has no memory left, or a limit on memory was reached.
    public static let outOfMemory = Code("out of memory")
  }

  /// What kind of trap.
  public let code: Code
  /// More about it, where there is more to say.
  public let detail: String?
  /// The error a host function threw.
  public let cause: (any Error)?
  /// The WebAssembly frames, innermost first; empty when it arose outside a guest.
  public internal(set) var backtrace: Backtrace

  /// A trap of one's own, for host functions to throw.
  ///
  /// - Parameters:
  ///   - code: the kind.
  ///   - detail: more about it.
  ///   - cause: the error behind it.
  public init(_ code: Code, detail: String? = nil, cause: (any Error)? = nil) {
    self.code = code
    self.detail = detail
    self.cause = cause
    self.backtrace = Backtrace()
  }

  /// The message, the detail and the cause on one line.
  public var description: String {
    var text = code.description
    if let detail { text += ": " + detail }
    if let cause { text += ": \(cause)" }
    return text
  }
}

extension Trap {
  /// Says where it happened, for who drives a call and ends it in the guest's name.
  package mutating func locate(_ backtrace: Backtrace) { self.backtrace = backtrace }
}
