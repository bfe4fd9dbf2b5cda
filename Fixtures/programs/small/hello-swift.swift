// The first program, in Embedded Swift.

@_cdecl("_start")
public func start() { print("Hello from Swift") }
