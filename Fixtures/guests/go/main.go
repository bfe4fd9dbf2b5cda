// A guest in Go that needs nothing but the standard library: it speaks Cap'n Proto by hand.
//
// It accepts the host's connection at descriptor 3, logs in, lists the processes, starts itself as a
// child and waits for that, all in one go, through calls on answers that are not there yet. Then it
// offers an echo, as the guest echo.swift does, until it is told to leave.
package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
)

const (
	echoInterface     = 0xb1d6f2e0a4c39e57
	terminalInterface = 0xc0c1a3f1fdbabdfd
	executorInterface = 0x804fe3440f678ff3
	processInterface  = 0xda23f0d3a8250633
)

func main() {
	if len(os.Args) > 3 && os.Args[3] == "child" {
		code, _ := strconv.Atoi(os.Args[4])
		os.Exit(code)
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run() error {
	pid, ppid, cid := os.Args[0], os.Args[1], os.Args[2]
	fmt.Printf("process %s, child of %s\n", pid, ppid)
	own, _ := strconv.Atoi(pid)

	listener, err := net.FileListener(os.NewFile(3, "host"))
	if err != nil {
		return err
	}
	stream, err := listener.Accept()
	if err != nil {
		return err
	}
	c := &connection{stream: stream, returns: map[uint32]structure{}}
	var calls uint64
	c.serve = func(
		method uint16, params structure, results func(data, pointers int) (*writer, place),
	) error {
		switch method {
		case 0:
			calls++
			w, body := results(0, 1)
			w.text(body.pointers, params.text(0))
		case 2:
			w, body := results(1, 0)
			w.words[body.data] = calls
		case 3:
			c.isDone = true
		default:
			return fmt.Errorf("no such method")
		}
		return nil
	}

	// The session is field 0 of what login returns, and its executor is pointer 3; the process is
	// field 0 of what execCached returns.
	terminal, _ := c.bootstrap()
	login, _ := c.call(terminal, nil, terminalInterface, 0, 0, 1, nil)
	executor := []uint16{0, 3}
	list, _ := c.call(login, executor, executorInterface, 2, 0, 0, nil)
	child, _ := c.call(login, executor, executorInterface, 1, 1, 3, func(w *writer, params place) {
		w.words[params.data] = uint64(own)
		w.bytes(params.pointers+1, base58(cid[1:]))
		arguments := w.pointerList(params.pointers+2, 2)
		w.text(arguments, "child")
		w.text(arguments+1, "42")
	})
	wait, err := c.call(child, []uint16{0}, processInterface, 0, 0, 0, nil)
	if err != nil {
		return err
	}
	processes, err := c.wait(list)
	if err != nil {
		return err
	}
	for _, info := range processes.list(0) {
		fmt.Printf("listed: process %d of %d\n", info.uint32(0), info.uint32(1))
	}
	ended, err := c.wait(wait)
	if err != nil {
		return err
	}
	fmt.Printf("the child ended with code %d\n", ended.uint32(0))
	for _, id := range []uint32{wait, child, list, login, terminal} {
		if err := c.finish(id); err != nil {
			return err
		}
	}
	if err := c.run(); err != nil {
		return err
	}
	fmt.Println("told to leave")
	return stream.Close()
}

// Reads Bitcoin's alphabet of 58 letters and digits.
func base58(text string) []byte {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	var reversed []byte
	zeros := 0
	for _, character := range []byte(text) {
		carry := -1
		for i := range alphabet {
			if alphabet[i] == character {
				carry = i
			}
		}
		if carry < 0 {
			return nil
		}
		if carry == 0 && len(reversed) == 0 {
			zeros++
		}
		for i := range reversed {
			carry += int(reversed[i]) * 58
			reversed[i] = byte(carry)
			carry >>= 8
		}
		if carry > 0 {
			reversed = append(reversed, byte(carry))
		}
	}
	bytes := make([]byte, zeros, zeros+len(reversed))
	for i := len(reversed) - 1; i >= 0; i-- {
		bytes = append(bytes, reversed[i])
	}
	return bytes
}
