"""What the trainings of all tasks share: conversion to int8, model packages, cards, folds, calibration."""
