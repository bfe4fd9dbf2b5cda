public import CapnProtoRPC

/// A program that runs as a process: the type that has `@main`.
///
///     import GuestKit
///
///     @main enum Hello: GuestProgram {
///       static func run(_ guest: Guest) throws(RPCError) {
///         print("process \(guest.pid) of parent \(guest.ppid)")
///       }
///     }
///
/// The program ends when `run` returns, with exit code 0, or with 1 if it throws.
public protocol GuestProgram {
  /// What the program does.
  ///
  /// - Parameter guest: the process and what it may reach.
  /// - Throws: why it gives up, which is printed to standard error.
  static func run(_ guest: Guest) throws(RPCError)
}

extension GuestProgram {
  /// Connects to the host, runs the program, and exits.
  public static func main() {
    let guest = Guest()
    do throws(RPCError) {
      try run(guest)
    } catch {
      printError("error: \(error.reason)")
      guest.exit(1)
    }
    guest.exit(0)
  }
}
