// The first program, in Embedded Swift.

/// The program.
@_cdecl("_start")
public func start() { print("Hello from Swift") }
